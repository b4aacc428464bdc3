"""Modals and the Home tab."""

from typing import Any

from sandbox import picking
from sandbox.arguments import Arguments
from sandbox.blocks import faults_in_view, too_large
from sandbox.calls import ApiError
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.tickets import Trigger
from sandbox.views import View


def open_modal(state: State, given: Arguments) -> Json:
    view = checked(given.json("view"), "modal")
    trigger = state.triggers.use(_trigger_id(given))
    return _opened(state, state.views.open(trigger.user, view), trigger)


def push(state: State, given: Arguments) -> Json:
    view = checked(given.json("view"), "modal")
    trigger = state.triggers.use(_trigger_id(given))
    return _opened(state, state.views.push(trigger.user, view), trigger)


def update(state: State, given: Arguments) -> Json:
    if "external_id" in given:
        found = state.views.by_external_id(given.text("external_id"))
    else:
        found = state.views.get(given.required("view_id"))
    if found is None:
        raise ApiError("not_found")
    view = checked(given.json("view"), found.type)
    _check_hash(given, found)
    return _shown(state, state.views.update(found, view), "views" if found.type == "modal" else "home")


def publish(state: State, given: Arguments) -> Json:
    user = given.required("user_id")
    if not state.app.home_tab:
        raise ApiError("not_enabled")
    if user not in state.people:
        raise ApiError("invalid_arguments", "invalid `user_id` [json-pointer:/user_id]")
    view = checked(given.json("view"), "home")
    current = state.views.home(user)
    if current is not None:
        _check_hash(given, current)
    return _shown(state, state.views.publish(user, view), "home")


def checked(view: Any, kind: str) -> Json:
    """A view without faults and of that type; ApiError "invalid_arguments" with Slack's messages otherwise."""
    if not isinstance(view, dict):
        raise ApiError(
            "invalid_arguments",
            "missing required field: view" if view is None else "must be an object [json-pointer:/view]",
        )
    if too_large(view):
        raise ApiError("view_too_large")
    faults = faults_in_view(view)
    if faults:
        raise ApiError("invalid_arguments", *faults)
    if view.get("type") != kind:
        raise ApiError("invalid_arguments", f"must be of type {kind} here [json-pointer:/view/type]")
    return view


def _trigger_id(given: Arguments) -> str:
    return given.text("trigger_id") or given.required("interactivity_pointer")


def _check_hash(given: Arguments, view: View) -> None:
    if "hash" in given and given.text("hash") != view.hash:
        raise ApiError("hash_conflict", view=None)


def _opened(state: State, view: View, trigger: Trigger) -> Json:
    picking.prefill(state, view, trigger.channel)
    return _shown(state, view, "views")


def _shown(state: State, view: View, what: str) -> Json:
    state.changed(what, None)
    return {"view": state.view_object(view)}
