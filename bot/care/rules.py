"""The one rule of care (CARE 4): it yields card or no card, and detects nothing.

Its only job is that an explicit sentence about dying is never answered with a timer or a day count. It knows explicit
English phrases, one's own or about somebody else. Indirect sentences and other languages pass it; the standing
protections (CARE 3) are what is relied on. No levels, no score, no record.
"""

import re
import unicodedata

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "\u200b": "", "\u200d": "", "\ufeff": ""})

_SUBJECT_OF_WORK = (
    r"(?:prevention|detection|detector|awareness|risk|ideation|classifiers?|classification|datasets?|data|corpus|labels?|"
    r"models?|papers?|research|study|studies|statistics|rates?|hotlines?|helplines?|polic(?:y|ies)|filters?|moderation|"
    r"reports?|taxonomy|keywords?|features?|burns?|squad|gambit|doors?|linux)"
)
_WORK = re.compile(rf"\b(?:anti[- ])?(?:suicid(?:e|al)|self[- ]?harm)(?:[- ](?:and[- ])?{_SUBJECT_OF_WORK})+\b")
"""What people build and study under these names: taken out before the phrases are looked for."""

_NOT = r"(?:do not|don't|dont|did not|didn't|didnt|no longer|not|never)"
_SOFT = r"(?:(?:just|really|only|honestly|kinda|actually|sometimes|often|even|still|so|simply|also) )*"
_SELF = r"(?:myself|my self|himself|herself|themselves|themself|yourself)"
_WHO = (
    r"(?:i|we|he|she|they|you|who|someone|somebody|friend|partner|wife|husband|brother|sister|son|daughter|mother|mom|"
    r"mum|father|dad|child|kid|colleague|boss|cousin|uncle|aunt)"
)
_WHOSE = r"(?:my|his|her|their|your)(?: own)?"
_NO_MORE = r"(?:any ?more|any longer|alive|on (?:this )?earth|in this world|at all)"
_PLACES = r"(?:bridge|building|roof|rooftop|balcony|cliff|window|tower)"

_PHRASES = (
    r"\bsuicid\w*",
    r"\bself[- ]?harm\w*",
    r"\b(?:kill|killed|killing|hang|hanged|hung|hanging|hurt|hurting|harm|harmed|harming|shoot|drown|unalive|poison) "
    rf"{_SELF}\b",
    rf"\b(?:cut|cutting) {_SELF}\b(?! (?:some|a|off|out|shaving|short|loose|on))",
    rf"\b(?:end|ended|ending|take|took|taken|taking) {_WHOSE} life\b",
    r"\bend(?:ing)? it all\b",
    rf"\b{_WHO}\b[^.!?\n]{{0,30}}\bwant(?:s|ed|ing)? (?:to )?{_SOFT}(?:die|be dead)\b",
    rf"(?:^|[.!?,;:\n] ?){_SOFT}(?:want(?:ing)?|wanna|wish(?:ing)?)(?: to)? {_SOFT}(?:die|be dead)\b",
    rf"\b{_WHO} {_SOFT}wanna {_SOFT}die\b",
    rf"\b(?:wish|hope|hoping|wishing) (?:that )?{_WHO} (?:{_SOFT}(?:was|were|would|could|had|'d) ?)?"
    rf"{_SOFT}(?:die|died|dead)\b",
    r"\b(?:wish|wishing) (?:that )?i (?:was|were|had|'d) ?(?:not|never|n't) (?:been )?(?:alive|born|here)\b",
    r"\bwish(?:ing)? (?:that )?i (?:wasn't|wasnt|weren't|werent|hadn't|hadnt)(?: ever)?(?: been)? "
    r"(?:alive|born|here|woken up)\b",
    r"\b(?:better off|rather be|better) dead\b",
    r"\bbetter off (?:without me|if i (?:was|were) (?:dead|gone|not here))\b",
    rf"\b{_NOT} (?:{_SOFT}want|wanting) to {_SOFT}be (?:here|around) {_NO_MORE}\b",
    rf"\b{_NOT} (?:{_SOFT}want|wanting) to {_SOFT}(?:be alive|exist|live)\b"
    r"(?! (?:with|in|at|near|on|off|up|through|next|far))",
    r"\b(?:tired|sick) of (?:living|being alive)\b(?! (?:in|at|with|on|out|off|like))",
    r"\b(?:no|any|a) reason to (?:live|stay alive|keep living|go on living)\b|\bnothing (?:left )?to live for\b",
    r"\b(?:no|lost (?:the|my|any|all)) will to live\b",
    r"\blife (?:is not|isn't|isnt|'s not|is no longer) worth (?:living|it)\b|\bnot worth living\b",
    r"\bcan(?:not|'t|t| not) (?:go on|keep going on) "
    r"(?:living|any ?more|any longer|like this|with (?:my |this )?life)\b",
    r"\bi can(?:not|'t|t| not) go on ?[.!]*$",
    r"\b(?:think(?:ing)?|thoughts?|thought|dream(?:ing)?|dreams?|fantasi[sz]\w+) (?:about|of) "
    rf"(?:{_SOFT}dying|(?:my )?(?:own )?death\b(?! march)|ending (?:it|things|{_WHOSE} life)|killing {_SELF}|"
    r"not (?:being here|existing))",
    r"\b(?:feel|feeling|felt) like dying\b",
    r"\b(?:ready|planning|going|deserve|trying|tried) to die(?=[ .!?,;]*$| (?:today|tonight|soon|now))",
    r"\b(?:please |just )+let me die\b|\blet me die\b|\bi (?:should|deserve to) be dead\b",
    r"\b(?:took|taken|take|taking|swallow\w*) (?:(?:all (?:my|the|of my)|too many|the whole bottle of) (?:\w+ )?pills|"
    r"an overdose)\b",
    r"\b(?:i|he|she|they|we|to) overdosed?\b(?! (?:on|of) (?:coffee|caffeine|sugar|meetings|tea|espresso))",
    rf"\bjump(?:ed|ing)? (?:off|from|out of) (?:a|the|this|that|my) {_PLACES}\b",
    r"\b(?:jump|jumped|jumping|throw myself|step|walk) (?:in front of|under) (?:a|the) (?:train|bus|car|truck|tube)\b",
    r"\b(?:wanna|gonna|want to|going to|might|could|'ll|will) (?:just )?kms\b(?! (?:key|keys|config))",
    r"\bunalive\b",
)
_EXPLICIT = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES))


def needs_person(text: str) -> bool:
    """Whether this text is met with the support card. Pure; asked of every text a person sends."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().split())
    return _EXPLICIT.search(_WORK.sub(" … ", plain)) is not None
