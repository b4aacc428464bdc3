// What one does with channels by hand: a new one, whoever is in it, and putting it away.

import { act, sentenceFor } from "./api.js";
import { labelled, openDialog, tick } from "./dialog.js";
import { el } from "./dom.js";
import { current, nameOf, viewer } from "./workspace.js";

/** Ask for a name and make it; `made` hears of its id. */
export function openNewChannel(made) {
  const name = labelled("Name", el("input", { type: "text", placeholder: "small-steps", autocomplete: "off" }));
  const isPrivate = tick("Private: only who is invited sees it");
  const submit = async () => {
    const answer = await act({ user: viewer(), do: "create_channel", name: name.box.value.trim(), private: isPrivate.box.checked });
    if (!answer.ok) return sentenceFor(answer);
    made(answer.body.channel);
    return null;
  };
  openDialog({ title: "Add a channel", body: [name.node, el("p", {}, isPrivate.node)], button: "Add", submit });
}

function invitable(channel) {
  const { people, app } = current();
  const others = people.filter((one) => !one.deleted && !channel.members.includes(one.id)).map((one) => one.id);
  return channel.app_is_in ? others : [app.bot_user_id, ...others];
}

function removable(channel) {
  const app = channel.app_is_in ? [current().app.bot_user_id] : [];
  return channel.is_general ? app : [...app, ...channel.members.filter((id) => id !== viewer())];
}

/** The entries of a channel's menu; `failed` hears of what did not go well. */
export function channelItems(channel, failed) {
  const run = (body) => async () => {
    const answer = await act({ user: viewer(), channel: channel.id, ...body });
    if (!answer.ok) failed(sentenceFor(answer));
  };
  if (channel.archived) return [{ label: "Bring it back", run: run({ do: "unarchive" }) }];
  const items = [
    ...invitable(channel).map((id) => ({ label: `Add ${nameOf(id)}`, run: run({ do: "invite", who: id }) })),
    ...removable(channel).map((id) => ({ label: `Take ${nameOf(id)} out`, run: run({ do: "kick", who: id }) })),
  ];
  if (channel.is_general) return items;
  return [...items, { label: "Leave", run: run({ do: "leave" }) }, { label: "Archive", run: run({ do: "archive" }) }];
}

/** One line on who is there. */
export function channelNote(channel) {
  const count = channel.members.length;
  const people = count === 1 ? "1 person" : `${count} people`;
  const app = channel.app_is_in ? ` and ${current().app.name}` : `; ${current().app.name} is not in it`;
  return channel.archived ? "Archived: it can be read, and nothing is said here any more." : `${people}${app}`;
}
