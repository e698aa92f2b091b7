"""Knows what people say to a bot that asks nothing: praise, complaints, goodbyes, and who it is."""

from __future__ import annotations

from typing import Literal

from handlers.dialogue import bounded_re as re

SmallTalk = Literal[
    "",
    "thanks",
    "goodbye",
    "sorry",
    "praise",
    "complaint",
    "okay",
    "never mind",
    "test",
    "how are you",
    "who",
    "bot",
    "lawyer",
]
_VERY = r"(?:(?:so|very|really|super|pretty|just|quite|such|a|an|the|absolutely|totally) )*"
_IT_IS = r"(?:(?:you|that|this|it|the answer|this bot|this answer)(?:'?s|'?re| is| are| was) )?"
_GOOD = (
    r"(?:awesome|great|amazing|helpful|useful|brilliant|excellent|perfect|fantastic|wonderful|smart|clever|cool|nice"
    r"|good"
    r"|best|lifesaver|impressive|neat|sweet|right|correct)"
)
_BAD = (
    r"(?:wrong|incorrect|useless|terrible|awful|bad|stupid|dumb|confusing|unhelpful|nonsense|garbage|broken|horrible"
    r"|annoying|not (?:right|true|correct|helpful|useful|good|an answer|it"
    r"|what i (?:asked|meant|wanted|said)(?: for)?))"
)
_NOUN = r"(?: (?:job|work|answers?|bot|one|stuff|help|thing|tool))?"
_SIDE = (
    r"(?: (?:counsel(?:or|lor)?|haha+|lol|sir|ma'?am|mate|pal|friend|boss|bot|dpa|buddy|friend|all|team"
    r"|everyone|there|now|today|then|again|please))*"
)
_SAID: tuple[tuple[SmallTalk, str], ...] = (
    (
        "okay",
        (
            r"(?:(?:ok(?:ay)?|k+|super|(?:that(?:'?s| is| was) )?clear(?: now)?|alright|all right"
            r"|sure(?: thing)?|fine|i see|makes sense|noted|will do|great|cool"
            r"|perfect|good|yep|yup|gotcha|got it|understood|sounds good|lol|haha+|hehe+|hmm+|ah+|oh+|interesting"
            r"|fair enough|works for me|good to know|roger|no problem|no worries|you'?re welcome)(?: |$))+"
        ),
    ),
    (
        "thanks",
        (
            r"(?:ok )?(?:many |much )?(?:thanks|thank you|thx|tks|tnx|ta|ty|thank u|gracias|cheers"
            r"|tysm)(?: so much| very much|"
            r" a lot| a bunch| again| a million| for (?:the|your|all the|that|this)(?: (?:help|answer|info"
            r"|information|clarification))?)*"
        ),
    ),
    (
        "goodbye",
        (
            r"good ?bye|bye+(?: bye)?|see (?:you|ya)(?: (?:later|tomorrow|soon|monday))?|cya"
            r"|(?:talk|speak) (?:to you )?(?:later|soon)|have a (?:good|nice|great|lovely|happy) \w+"
            r"|good ?night|take care|that(?:'?s| is) (?:all|it)(?: for (?:now|today))?"
            r"|(?:(?:(?:that is|you are|you have been) )?(?:most|very|so) (?:kind|helpful)(?: of you)?"
            r"|much obliged(?: to you)?)"
            r"(?:,? that(?:'s| is| will be|'ll be) all(?: for (?:now|today))?)?|that(?: will|'ll) be all"
            r"|(?:i'?m|we'?re) (?:all )?(?:done|set|good)|(?:i )?(?:gotta|have to) go|ciao|adios|hasta luego"
            r"|until next time|ttyl|enjoy (?:your|the) \w+|(?:happy|merry) (?:thanksgiving|holidays|friday"
            r"|new year|christmas|xmas|hanukkah|weekend)"
        ),
    ),
    (
        "sorry",
        (
            r"(?:i'?m |i am )?(?:so |very )?sorry(?: about that| for that| again)?"
            r"|my (?:bad|mistake|apologies)|apologies|oops|whoops"
            r"|(?:sorry )?(?:that was (?:the )?)?(?:wrong|not for this) (?:chat|channel|window|person|thread|bot)"
            r"|pardon(?: me)?|i apologi[sz]e|(?:please )?(?:ignore|disregard) (?:that|this|me|my last message)"
        ),
    ),
    (
        "praise",
        (
            rf"{_IT_IS}{_VERY}{_GOOD}{_NOUN}|{_VERY}(?:well done|kudos|bravo|wow|nicely done)"
            r"|i (?:really )?(?:love|like) (?:you|this|it|this bot)|love (?:it|this)"
            r"|that(?:'?s| is)? (?:really )?help(?:s|ed|ful)(?: a lot| me)?|you rock"
            r"|you(?:'?re| are) a (?:genius|star|legend|hero)"
        ),
    ),
    (
        "complaint",
        (
            rf"{_IT_IS}{_VERY}{_BAD}{_NOUN}"
            r"|(?:that|this|it|you) (?:did ?n[o']?t|does ?n[o']?t|do ?n[o']?t|is ?n[o']?t|was ?n[o']?t|are"
            r" ?n[o']?t)(?: really)? (?:help|help me|helping|helpful|right|work|working|true|correct|make (?:any"
            r" )?sense|understand(?: me)?|get (?:it|me)|answer(?: (?:my|the) question)?)"
            r"|(?:that|this|it) makes no sense"
            r"|i (?:do ?n[o']?t|still do ?n[o']?t) (?:understand|get)(?: (?:it|that|this|you))?"
            r"|i(?:'?m| am) (?:confused|lost)|i hate (?:this|you|this bot)|you suck|wtf|huh"
            r"|what the (?:heck|hell)|are you (?:kidding(?: me)?|serious|broken|stupid|dumb)|come on|ugh+"
            r"|(?:that|this)(?:'?s| is) not what i (?:asked|meant|wanted)(?: for)?"
            r"|you (?:already said|keep saying) that"
        ),
    ),
    (
        "never mind",
        (
            r"never ?mind(?: (?:about )?(?:that|it|this)(?: one)?)?(?: (?:for now|then|please))*(?:, .{1,30})?"
            r"|nvm|nm|forget (?:it|that|about it)|(?:please )?cancel(?: that| it)?"
            r"|no,? (?:thanks|thank you)|nothing(?: else)?|not now|skip (?:it|that)|leave it|stop|drop it"
            r"|maybe later|i'?ll (?:ask|come back) later"
        ),
    ),
    (
        "test",
        (
            r"(?:this is (?:just )?(?:a )?|just )?test(?:ing)?(?: (?:test|testing|123|1 2 3|one two three|message))*"
            r"|ping"
            r"|(?:(?:are )?you|anyone|anybody|is anyone|is anybody) (?:still )?(?:there|here|up|alive|awake|online"
            r"|working)"
            r"|does this (?:thing )?work|is this (?:thing )?(?:on|working)|hello world|asdf\w*|can you hear me"
        ),
    ),
    (
        "how are you",
        (
            r"how are (?:you|things)(?: doing)?|how(?:'?s| is) it going|what'?s up|sup|how do you do"
            r"|how(?:'?s| is) your day(?: going)?|how you doing|how have you been"
        ),
    ),
    (
        "who",
        (
            r"(?:so )?(?:who|what)(?: exactly)? are you(?: exactly)?|what(?:'?s| is) your name"
            r"|who (?:am i|are we) (?:talking|speaking|chatting) (?:to|with)"
            r"|who (?:made|built|created|wrote|runs|owns|is behind) (?:you|this(?: bot)?)"
            r"|what(?:'?s| is) this(?: (?:bot|thing|app))?|introduce yourself|tell me about yourself"
            r"|what are you for|where do you get your (?:answers|information)"
            r"|how do you know(?: (?:that|this))?"
        ),
    ),
    (
        "bot",
        (
            r"(?:so )?are you (?:even )?(?:a |an )?(?:real |live |actual )?(?:bot|human|person|robot|machine|ai"
            r"|chatbot|chatgpt|chat ?gpt|computer|program|real|llm)(?: (?:person|human|being|bot|or (?:a |an )?(?:bot"
            r"|human|person|robot)))?"
            r"|am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:real |actual )?(?:person|human|bot|robot"
            r"|machine|ai)"
            r"|is this (?:a |an )?(?:bot|robot|ai|chatgpt|chatbot|real person|human|machine)"
            r"|(?:do you use|are you using) (?:ai|chatgpt|gpt|an llm)"
            r"|(?:can|may|could) i (?:talk|speak|chat) (?:to|with) (?:a |an )?(?:real |actual )?(?:human|person"
            r"|somebody|someone)"
            r"|is anyone human there"
        ),
    ),
    (
        "lawyer",
        (
            r"are you (?:a |an |my |our |the )?(?:real )?(?:lawyers?|attorneys?|legal counsel|law firm)"
            r"|is (?:this|that|your answer)(?: considered)? (?:legal|official) advice"
            r"|(?:can|do|could) you give (?:me |us )?(?:legal )?advice"
            r"|(?:can|may|should) (?:i|we) (?:rely on|trust) (?:this|you|your answers?|this bot)"
            r"|are you (?:sure|certain|always right)|how (?:reliable|accurate) are you|can you be wrong"
        ),
    ),
)
_PATTERNS = tuple((kind, re.compile(rf"(?:{said}){_SIDE}")) for kind, said in _SAID)
_CLAUSES = re.compile(r"[,.;:!?…–—-]+(?:\s+|$)|\s+(?:and|but) (?=i |you|that|this|have|see|thank)")
_LEADS = re.compile(r"^(?:(?:ok(?:ay)?|well|so|oh|ah|um+|hmm+|hey|hi|wow|but|and|no|yes|sorry|haha|lol) )+(?=\S)")
_SIGNS: tuple[tuple[SmallTalk, str], ...] = (("complaint", "👎😠😡🤬😞😕🙄😒?"), ("thanks", "🙏❤"), ("goodbye", "👋"))
LONGEST = 90
"""Letters of what says nothing but such things."""


def small_talk(text: str) -> SmallTalk:
    """Which of them a message is; empty where any part of it may be something else."""
    if len(text) > LONGEST:
        return ""
    if not any(letter.isalnum() for letter in text):
        found = (kind for kind, signs in _SIGNS if any(sign in text for sign in signs))
        return next(found, "okay" if any(ord(sign) > 0x2000 for sign in text) else "")
    clauses = [plain for part in _CLAUSES.split(text) if (plain := _plain(part))]
    kinds = [_kind(clause) for clause in clauses]
    if not kinds or "" in kinds:
        return ""
    told = [kind for kind in kinds if kind != "okay"]
    return "thanks" if "thanks" in told else told[0] if told else "okay"


def _plain(clause: str) -> str:
    letters = re.sub(r"[^\w' ]+", " ", clause.lower().replace("’", "'"))
    return " ".join(letters.split())


def _kind(clause: str) -> SmallTalk:
    for said in (clause, _LEADS.sub("", clause)):
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(said):
                return kind
    return ""
