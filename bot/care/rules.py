"""The one rule of care (CARE 4): it yields card or no card, and detects nothing.

Its only job is that an explicit sentence about dying is never answered with a timer or a day count. It knows explicit
English phrases, one's own or about somebody else. Indirect sentences and other languages pass it; the standing
protections (CARE 3) are what is relied on. No levels, no score, no record.
"""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "\u200b": "", "\u200d": "", "\ufeff": ""} | dict.fromkeys("*_~`")
)
"""Typographic quotes, characters without width, and the marks of Slack's own formatting."""

_STUDIED = (
    r"(?:prevention|detection|detector|awareness|risks?|ideation|classifiers?|classification|datasets?|data|corpus|"
    r"labels?|models?|papers?|research|study|studies|statistics|rates?|hotlines?|helplines?|polic(?:y|ies)|filters?|"
    r"content|moderation|reports?|taxonomy|keywords?|features?|training|notebook|essay|burns?|squad|gambit|doors?)"
)
_ORDINARY = (
    rf"\b(?:anti[- ])?(?:suicid(?:e|al)s?|self[- ]?harm)(?:[- ](?:and[- ])?{_STUDIED})+\b",
    r"\bsuicides by \w+",
    r"\bself[- ]?harming (?:config|change|test|code|query)\w*",
    r"\bdie (?:laughing|of (?:boredom|laughter|embarrassment|cringe|heat|cold|thirst|hunger|shame)|down|"
    r"(?:on|in) (?:this|that|the|every) (?:hill|error|ditch)|on error|gracefully|hard)\b",
    r"\b(?:die|dies|died) (?:on|after|at|during|with) (?:the |a )?(?:sig\w+|restart|start|startup|boot|exit|error|timeout|deploy)\b",
    r"\bdead (?:letters?|certain|sure|tired|code|lines?|locks?|ends?|weight|on time|right|serious|simple)\b",
    r"\bdeath (?:march\w*|valley|star|by powerpoint|of a salesman|knell)\b",
    r"\blife (?:insurance|cycles?|expectancy|sciences?|hacks?)\b",
    r"\b(?:shoot|shot|shooting) (?:myself|himself|herself|themselves|yourself) in the foot\b",
    r"\b(?:drown|bury|bor)(?:ing)? (?:myself|himself|herself|themselves) (?:in|with) (?:work|e?mails?|tickets?|code|meetings?|details?)\b",
    r"\bhang (?:myself|himself|herself|themselves) up\b",
    r"\b(?:hurt|hurting) (?:myself|himself|herself|themselves) (?:at|in|on|during|while) (?:the )?(?:gym|football|run|bike|way|stairs|training|climbing|skiing)\b",
    r"\bcut(?:ting)? (?:myself|himself|herself|themselves) (?:some|a|an|off|out|shaving|short|loose|on (?:the|a|some)|in the kitchen|while)\b",
    r"\b(?:the )?(?:team|meeting|review|call|thread|sprint|project) (?:is|are|was|were|would be|will be) better off without me\b",
    r"\bbetter off without me (?:in|on|at|for) (?:that|this|the|these)\b",
    r"\breason to (?:live|stay alive)[- ](?:cod\w+|reload\w*|stream\w*|migrat\w*|test\w*|edit\w*|in (?:this|that|the))\b",
    r"\b(?:live|exist|living|alive|be here|go on|not worth living) (?:any ?more |any longer |at all |like this )*"
    r"(?:with(?:out)? (?:this|that|these|those|the|flaky|tests?|a|my) ?(?:\w+ )?"
    r"(?:warning|warnings|bug|bugs|debt|tests?|build|flat|lint\w*|errors?|ticket|setup|laptop|tool\w*|process|code)?"
    r"|in (?:jira|slack|teams|excel|berlin|london|paris|the office|this (?:meeting|thread|office|repo|city))|than (?:an?|two|five|\d+) )",
    r"\b(?:window|table|hash|map|rank|main|loss) function\b|\bbus (?:station|stop|shelter|lane|factor)\b|\bcliff: ",
    r"\bover ?dos(?:e|ed|ing) (?:on|of) (?:coffee|caffeine|sugar|meetings|tea|espresso|chocolate|news)\b",
    r"\b(?:unalive|kill|killing) (?:himself|herself|yourself|itself|the) (?:chess|process|thread|job|said)\b",
    r"\b(?:kill|hang) (?:yourself|himself)(?=,? said\b)",
    r"[\"“](?:kill myself|suicide|self[- ]harm)[\"”] (?:string|label|keyword|token|class|test)",
    r"\b(?:durkheim's|essay on|book on|novel about|film about) suicide\b",
)
_AS_USUAL = re.compile("|".join(f"(?:{phrase})" for phrase in _ORDINARY))
"""What people build, study and say in passing: taken out before the phrases are looked for."""

_NOT = (
    r"(?:do not|don't|dont|does not|doesn't|doesnt|did not|didn't|didnt|would not|wouldn't|wouldnt|no longer|not|never)"
)
_SOFT = r"(?:(?:just|really|only|honestly|kinda|actually|sometimes|often|even|still|so|simply|also|rather) )*"
_WANT = r"(?:want(?:s|ed|ing)? (?:to|2)|wan+a|long(?:s|ed|ing)? to|wish(?:es|ed)? to)"
_SELF = r"(?:my ?self|himself|herself|themselves|themself|yourself|my self)"
_WHO = (
    r"(?:i|we|he|she|they|you|who|someone|somebody|friend|partner|wife|husband|brother|sister|son|daughter|mother|mom|"
    r"mum|father|dad|(?:my|his|her|their|our) (?:child|kid)|colleague|boss|cousin|uncle|aunt|client|intern|flatmate)"
)
_WHOSE = r"(?:my|his|her|their|your)(?: own)?"
_NO_MORE = r"(?:any ?more|any longer|alive|on (?:this )?earth|in this world|at all|tomorrow)"
_DIE = r"(?:die|d1e|be dead|kms|stop living|end (?:it all|things forever))"
_PLACES = r"(?:bridge|building|roof|rooftop|balcony|cliff|window|tower)"

_PHRASES = (
    # the words themselves
    r"\bsuicid\w*",
    r"\bself[- ]?harm\w*",
    r"\bunalive\b(?! the\b)",
    # an act against oneself
    r"\b(?:kill(?:ed|ing)?|hang(?:ed|ing)?|hung|hurt(?:ing)?|harm(?:ed|ing)?|shoot|shot|drown(?:ed)?|unalive|poison(?:ed)?|off|"
    rf"cut(?:ting)?) {_SELF}\b",
    r"\bkillmyself\b",
    r"\b(?:slit|slitting|cut|cutting) (?:my|his|her|their) wrists?\b",
    rf"\b(?:end(?:ed|ing)?|take|took|taken|taking) {_WHOSE} life\b",
    rf"\b(?:i|he|she|they) (?:{_SOFT}(?:am|'m|is|'s|are|'re|was|were) )?(?:going to|gonna|about to|think(?:ing)? (?:of|about)|"
    rf"{_WANT}) {_SOFT}(?:end(?:ing)? it(?: all)?)(?= ?(?:[.!?,;]|$|tonight|today|now|soon))",
    r"\b(?:i'm|im|i am) (?:going to|gonna|about to|thinking (?:of|about)) end(?:ing)? it(?: all)?"
    r"(?= ?(?:[.!?,;]|$|tonight|today|now|soon))",
    rf"\b{_WANT} {_SOFT}end it all\b",
    r"\b(?:took|taken|take|taking|swallow\w*) (?:all (?:my|the|of my)|too many|the whole bottle of) (?:\w+ )?pills\b"
    r"(?!\? no)|\b(?:took|taken|take|taking) an overdose\b(?! of)",
    rf"\b{_WHO} (?:{_SOFT}(?:{_WANT}|am planning to|is planning to|was planning to|'m going to|tried to|might) ?)?{_SOFT}overdosed?\b|"
    r"\b(?:want|going|planning) to overdose\b",
    rf"\bjump(?:ed|ing)? (?:off|from|out of) (?:a|the|this|that|my) {_PLACES}\b",
    r"\b(?:jump|jumped|jumping|throw myself|step|walk) (?:in front of|under) (?:a|the) (?:train|bus|car|truck|tube)\b",
    # wanting to die, not to live
    rf"\b{_WHO}\b[^.!?\n]{{0,30}}\b{_WANT} {_SOFT}{_DIE}\b",
    rf"(?:^|[.!?,;:\n] ?){_SOFT}(?:{_WANT}|wish(?:ing)?) {_SOFT}{_DIE}\b",
    rf"\b(?:makes|make|making) me {_WANT} {_SOFT}die\b",
    rf"\b{_WHO} (?:would|'d|might as well|may as well|should|deserve(?:s|d)? to) {_SOFT}(?:be |be happier |be better )?(?:off )?dead\b",
    r"\b(?:would|'d) rather (?:die|be dead)\b(?! than (?:late|use|touch|merge|write|deploy|debug))",
    r"\b(?:i'd|i would|we'd|they'd|he'd|she'd) (?:all )?be (?:happier|better|better off) dead\b|\b(?:better off|i'm better) dead\b",
    rf"\b(?:wish|hope|hoping|wishing) (?:that )?{_WHO} (?:{_SOFT}(?:was|were|would|could|had|'d) ?)?"
    rf"{_SOFT}(?:die|died|dead)\b",
    r"\bwish(?:ing)? (?:that )?i ?(?:was|were|had|'d) ?(?:not|never|n't) (?:been )?(?:alive|born|here|existed)\b",
    r"\bwish(?:ing)? (?:that )?i (?:wasn't|wasnt|weren't|werent|hadn't|hadnt|didn't|didnt)(?: ever)?(?: been)? "
    r"(?:alive|born|here|woken up|exist)\b",
    rf"\b{_NOT} (?:{_SOFT}wan+a|{_SOFT}want to|wanting to) {_SOFT}(?:be (?:here|around) {_NO_MORE}|wake up(?! (?:early|at|before|late|the|to|for|in)\b))",
    rf"\b{_NOT} (?:{_SOFT}wan+a|{_SOFT}want to|wanting to) {_SOFT}(?:be alive|exist|live)\b"
    r"(?! (?:with|in (?!this (?:body|world))|at|near|off|up|through|next|far|on (?:campus|site|the)|without)\b)",
    r"\bcan(?:not|'t|t| not) (?:live|go on living|keep living) (?:any ?more|any longer|like this|with myself)\b",
    r"\bcan(?:not|'t|t| not) (?:go on|keep going on) (?:living|any ?more|any longer|like this|with (?:my |this )?life)\b"
    r"(?! with\b)",
    r"\bi can(?:not|'t|t| not) go on ?[.!]*$",
    r"\b(?:tired|sick) of (?:living|being alive)\b(?! (?:in|at|with|off|like|out of)\b)",
    r"\b(?:no|any|a|see a) reason to (?:live|stay alive|keep living|go on living)\b|\bnothing (?:left )?to live for\b",
    r"\bno point (?:in )?(?:living|being alive)\b|\b(?:no|lost (?:the|my|any|all)) will to live\b",
    rf"\bwant {_WHOSE} life to (?:end|be over)\b|\bdone with (?:my )?life\b",
    r"\blife (?:is not|isn't|isnt|'s not|is no longer) worth (?:living|it)\b|\bnot worth living\b",
    r"\b(?:world|everyone|everybody|they|we|you|family|kids) (?:all )?(?:would|'d|'ll|will|are|is)(?: all)? be(?:en)? "
    r"better(?: off)? without me\b|\bbetter off (?:without me|if i (?:was|were) (?:dead|gone|not here))\b",
    r"\b(?:ready|planning|deserve|trying|tried) to die(?=[ .!?,;]*$| (?:today|tonight|soon|now))(?<!server is trying to die)",
    r"\b(?:feel|feeling|felt) like dying\b(?! of)|\b(?:i|i'm|im) going to die(?= (?:today|tonight|soon) by| by my)",
    r"\b(?:please |just )+let me die\b|(?:^|[.!?] )let me die\b|\bi (?:should|deserve to) be dead\b",
    # thinking of it
    r"\b(?:think(?:ing)?|thoughts?|thought|dream(?:ing)?|dreams?|fantasi[sz]\w+) (?:about|of) "
    rf"(?:{_SOFT}dying\b(?! (?:plants?|languages?|my hair|stars?))|(?:my )?(?:own )?death\b|ending (?:it|things|{_WHOSE} life)\b|"
    rf"killing {_SELF}|not (?:being here|existing))",
    r"(?:^|[.!?] |\b(?:i|gonna|wanna|want to|going to|might|could|'ll|will) )(?:just )?kms(?:$|[.!?]|\b(?= (?:now|tonight|today|please)))",
)
_EXPLICIT = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES))


def needs_person(text: str) -> bool:
    """Whether this text is met with the support card. Pure; asked of every text a person sends."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_LETTERS).casefold().split())
    return _EXPLICIT.search(_AS_USUAL.sub(" … ", plain)) is not None
