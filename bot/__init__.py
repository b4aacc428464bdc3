"""Soft Start: a Slack accountability bot for people who find it hard to begin.

Folders are the bot's nouns: `focus` is a block from start to check-in, `journal` the sentences, `people` a person and
their key, `privacy` what is kept and removed, `home` the App Home and the answers to anything else, `outbox` everything
the bot says on its own, said once. Inside a folder the files are the same six words: rules, wording, tables, service,
cards, listeners. `app.py` puts the objects together; `docs/decisions.md` says why things are as they are.
"""
