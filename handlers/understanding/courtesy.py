"""Recognizes greetings, thanks and small talk, and takes them off a message."""

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
"""Most letters of a message that is only small talk."""


def small_talk(text: str) -> SmallTalk:
    """The kind of small talk that a message is; empty where any part of it may be something else."""
    if len(text) > LONGEST:
        return ""
    if not any(letter.isalnum() for letter in text):
        kinds_by_sign = (kind for kind, signs in _SIGNS if any(sign in text for sign in signs))
        return next(kinds_by_sign, "okay" if any(ord(sign) > 0x2000 for sign in text) else "")
    clauses = [plain for part in _CLAUSES.split(text) if (plain := _plain(part))]
    kinds = [_kind(clause) for clause in clauses]
    if not kinds or "" in kinds:
        return ""
    said = [kind for kind in kinds if kind != "okay"]
    return "thanks" if "thanks" in said else said[0] if said else "okay"


def _plain(clause: str) -> str:
    letters = re.sub(r"[^\w' ]+", " ", clause.lower().replace("’", "'"))
    return " ".join(letters.split())


def _kind(clause: str) -> SmallTalk:
    for said in (clause, _LEADS.sub("", clause)):
        for kind, pattern in _PATTERNS:
            if pattern.fullmatch(said):
                return kind
    return ""


Courtesy = Literal["hello"] | SmallTalk
"""The greeting or small talk that a message is; empty where it asks something."""
_BOT = r"(?:@[\w.-]+(?: bot)?|dpa(?: bot)?|bot|there|all|team|everyone|everybody|folks)"
_HELLO = (
    r"(?:hi+|hello+|hey+|hiya|howdy|yo|hola|buenos d[ií]as|buenas tardes|greetings|dear"
    r"|(?:good )?(?:morning|afternoon|evening)|good day|(?:quick |one |another )?question|excuse me"
    r"|sorry to (?:bother|bug)(?: you)?|ok|okay|alright|great|cool|perfect|please|pls)"
)
_THANKS = (
    r"(?:(?:ok |okay |great |and |so |many )*(?:thanks|thank you|thankyou|thank u|thx|thnx|tysm|ty|cheers"
    r"|much appreciated|appreciate it|got it|understood|that helps|awesome|tia)"
    r"(?:,? (?:so much|very much|a lot|a bunch|again|in advance|for (?:the|your) help|for that|bot|dpa|team|all"
    r"|everyone))*)"
)
_PLEASE = r"(?:please|pls|plz)(?: help| advise)?"
_SHORT_THANKS = (
    r"(?<!\ba )(?<!\bsay )(?<!\bno )(?<!\bthe )(?<!\bof )(?:many )?(?:thanks|thank you|thx|tia)"
    r"(?: so much| a lot| in advance)?"
)
_OPENS = re.compile(
    rf"\s*(?:@[\w.-]+[\s,:]+|{_HELLO}(?:\s+{_BOT})?\s*[,.!:;–—-]+\s*|(?:hi+|hello+|hey+|hiya)\s+(?:{_BOT}\W+)?)(?=\S)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    rf"\s*(?:{_HELLO}(?:\s+{_BOT})?\W+)?(?:it'?s|this is|i'?m|i am|my name is) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,?"
    r" (?:from|in|at|over in|over at|with|here)\b[^.;:!?\n]{0,50}[.;:!,–—-]+\s+(?=\S)",
    re.IGNORECASE,
)
"""A sender introducing themselves, so that the names in it are no vendor's."""
_PHONE = re.compile(
    r"\W*\b(?:sent from (?:my|outlook|gmail|yahoo|mail)\b[^.!?\n]{0,30}|get outlook for \w+)[.\s]*$", re.IGNORECASE
)
"""What a phone writes below a message."""
_CLOSES = re.compile(
    rf"(?:(?:(?<=[?.!,;])|\s*[,.!;–—-]+)\s*(?:{_THANKS}|{_PLEASE})|\s+(?:{_SHORT_THANKS}|{_PLEASE}))[\s.!,:)]*$",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\W*(?:{_HELLO}(?:\W+{_BOT})*\W*)*", re.IGNORECASE)
_THANKS_ALONE = re.compile(
    rf"\W*(?:{_HELLO}(?:\W+{_BOT})*\W+)*{_THANKS}(?:\W+(?:{_THANKS}|{_HELLO}|{_BOT}))*\W*", re.IGNORECASE
)
_THANKED = re.compile(r"\b(?:thanks|thank|thx|thnx|tysm|ty|appreciate\w*|lifesaver)\b", re.IGNORECASE)

AT_EITHER_END = 80
"""Letters in which a greeting or thanks are looked for."""


def courtesy(text: str) -> Courtesy:
    """What kind of courtesy a message is, if it is nothing else; ``hello`` for signs without a word; else empty."""
    if kind := small_talk(text):
        return kind
    if not any(letter.isalnum() for letter in text):
        return "hello" if text else ""
    if len(text) > AT_EITHER_END:
        return ""
    if _THANKS_ALONE.fullmatch(text):
        return "thanks"
    return "hello" if _ALONE.fullmatch(text) else ""


def kind_of_talk(text: str) -> Courtesy:
    """The kind for small talk that no pattern matches: thanks where they are said, else a chat."""
    return "thanks" if _THANKED.search(text) else "how are you"


def without_introduction(text: str) -> str:
    """The message without introduction and phone footer: "Hi, it's Lorna from the office; … Sent from my phone"."""
    introduction, phone = _INTRODUCES.match(text), _PHONE.search(text, max(0, len(text) - AT_EITHER_END))
    return text[introduction.end() if introduction else 0 : phone.start() if phone and phone.start() else None]


def without_greeting(text: str) -> str:
    """The message without the greeting before it and the thanks behind it; all of it where nothing else is there."""
    left = without_introduction(text.strip())
    while match := _OPENS.match(left[:AT_EITHER_END]):
        left = left[match.end() :]
    while (match := _CLOSES.search(left, max(0, len(left) - AT_EITHER_END))) and match.start():
        left = left[: match.start()].rstrip()
    return left or text
