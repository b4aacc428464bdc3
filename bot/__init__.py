"""Soft Start: a Slack accountability bot for people who find it hard to begin.

Folders are the bot's nouns: `focus` is what people do with a block, `courses` where it is and what clocks do with
it, `sittings` how that is stored and owed, `breaks`, `helpers` and `ladder` the parts of that with words of their
own, `starts` the card before it begins, `lines` what can be typed without a slash, `checkins` the sentence after it,
`journal` where sentences are kept and read, `streaks` the days that count, `prompts` what comes by itself at a
wall-clock time and how much of it may, `plans` and `chats` what such cards are about, `invitations` how a colleague is
asked, `buddies` the one who agreed to know, `pings` and `notes` what they and a channel are told, `presence` what Slack
itself shows of a sitting, `connecting` and `permissions` how a person lets it, `care` the support card in front of
everything, `helplines` its numbers, `switches` what whoever runs it has limited for everyone, `people` a person and
their key, `preferences` the settings, `privacy` what is kept and removed, `home` the App Home and the answers to
anything else, `outbox` everything the bot says on its own, said once. Inside a folder the files are the same few words:
rules, wording, tables, rows, service, cards, listeners. `app.py` puts the objects together; docs/decisions.md says why
things are as they are.
"""
