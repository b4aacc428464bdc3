"""Everything the bot says on its own: one row a message, due at a moment, said once (docs/delivery.md).

`kinds` names what can be said and how late it may be; `tables` the rows; `owing` writes them with the change that owes
them. `delivery` is the loop: `claims` takes what is due (its SQL in `statements`, its margins in `leases`), `composing`
asks the features what to say, `speaking` calls Slack, `doubt` looks up what is not known, `outcomes` decides what a row
becomes, `settling` writes that in batches. `hands` keeps what is under way; `pulse` says that somebody looks.
"""
