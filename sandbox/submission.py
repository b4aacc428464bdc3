"""Submitting and closing modals: what Slack's client checks first, and what an app may answer."""

from typing import Any

from sandbox import elements, payloads, picking
from sandbox.api.views import checked
from sandbox.calls import ApiError
from sandbox.delivery import Delivery
from sandbox.field_checks import complaint
from sandbox.outcome import TROUBLE, Outcome
from sandbox.shapes import Json
from sandbox.state import State
from sandbox.views import View


class Submission:
    """The way of a modal from its submit button to what the app wants to happen next."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self._state = state
        self._delivery = delivery

    async def submit(self, view: View, typed: dict[str, dict[str, Any]]) -> Outcome:
        """Fill in, check as Slack's client does, send, and follow the app's response_action."""
        if view.type != "modal" or not view.given.get("submit"):
            return Outcome(ok=False, error="no_submit", said="This view has no submit button.")
        picking.check(self._state, view.user, view.blocks, typed)
        elements.fill_in(view.blocks, view.chosen, typed)
        wrong = self._complaints(view)
        if wrong:
            return Outcome(ok=False, error="invalid_input", errors=wrong)
        payload = payloads.view_submission(self._state, view.user, view, self._response_urls(view))
        reply = await self._delivery.send("interactive", "view_submission", payload)
        if reply.error:
            return Outcome(ok=False, error=reply.error, said=TROUBLE)
        try:
            return self._follow(view, reply.body)
        except ApiError as error:
            return Outcome(ok=False, error=error.error, said=TROUBLE, body=error.body())

    async def close(self, view: View, *, all_of_them: bool) -> Outcome:
        """Take it off the screen; the app hears of it only if it asked to."""
        all_of_them = all_of_them or bool(view.given.get("clear_on_close"))
        gone = self._state.views.stack(view.user) if all_of_them else [view]
        for each in reversed(gone):
            self._state.views.close(each)
        self._state.changed("views")
        for each in reversed(gone):
            if each.given.get("notify_on_close"):
                payload = payloads.view_closed(self._state, view.user, each, is_cleared=all_of_them)
                await self._delivery.send("interactive", "view_closed", payload, wants_reply=False)
        return Outcome()

    def _complaints(self, view: View) -> dict[str, str]:
        values = view.values()
        found: dict[str, str] = {}
        for block, element in elements.interactive(view.blocks):
            if block["type"] == "input":
                said = complaint(block, element, values[block["block_id"]][element["action_id"]])
                if said:
                    found[block["block_id"]] = said
        return found

    def _response_urls(self, view: View) -> list[Json]:
        found = []
        for block, element in elements.interactive(view.blocks):
            entry = view.values().get(block["block_id"], {}).get(element["action_id"], {})
            channel = entry.get("selected_conversation") or entry.get("selected_channel")
            if element.get("response_url_enabled") and channel:
                path = self._state.response_urls.issue("actions", channel, view.user)
                names = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": channel}
                found.append({**names, "response_url": self._state.url + path})
        return found

    def _follow(self, view: View, body: Any) -> Outcome:
        """Do what the acknowledgement says; ApiError when Slack would not take it."""
        if body in (None, "", {}):
            self._state.views.close(view)
            self._state.changed("views")
            return Outcome()
        action = body.get("response_action") if isinstance(body, dict) else None
        if action == "errors":
            return self._errors(view, body)
        if action == "clear":
            self._state.views.clear(view.user)
        elif action == "update":
            self._state.views.update(view, checked(body.get("view"), "modal"))
        elif action == "push":
            self._state.views.push(view.user, checked(body.get("view"), "modal"))
        else:
            raise ApiError("invalid_response", f"no such response_action: {action!r}")
        self._state.changed("views")
        return Outcome(body=body)

    def _errors(self, view: View, body: Json) -> Outcome:
        errors = body.get("errors")
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not all(isinstance(said, str) for said in errors.values()):
            raise ApiError("invalid_response", "errors must map block ids to sentences [json-pointer:/errors]")
        unknown = set(errors) - inputs
        if unknown:
            raise ApiError("invalid_response", f"no input block with these ids: {', '.join(sorted(unknown))}")
        return Outcome(ok=False, error="errors", errors=dict(errors), body=body)
