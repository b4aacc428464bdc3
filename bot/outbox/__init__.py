"""Everything the bot says on its own: one row a message, due at a moment, said once (docs/delivery.md).

`kinds` names what can be said and how late it may be; `tables` the rows; `owing` writes them with the change that owes
them; `claims` takes what is due; `speaking` calls Slack and reads the outcome; `doubt` looks up what is not known;
`settling` writes outcomes in batches; `delivery` is the loop that joins them.
"""
