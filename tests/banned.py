"""Words nobody shall read in the program, with the right ones and why: `tests.words` finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Banned:
    """A word nobody shall read: a sample of it, the right one instead, why, and how it is found."""

    sample: str
    instead: str
    why: str
    pattern: str = ""

    @cached_property
    def found(self) -> re.Pattern[str]:
        """What finds it: the sample as whole words, or the pattern; in any case of letters."""
        return re.compile(rf"\b(?:{self.pattern or re.escape(self.sample)})\b", re.IGNORECASE)


_NOT_ENGLISH = "not idiomatic"
_ONE_WORD = "one word per thing"
BANNED = (
    # One word per thing
    Banned("wanted", "assigned", _ONE_WORD, r"(?:un)?wanted"),
    Banned("never looked at", "never checked", _ONE_WORD, r"look(?:s|ed|ing)? at"),
    Banned("not seen yet", "not checked yet", _ONE_WORD, r"(?<!--)seen"),
    Banned("issue", "finding", "Jira has issues", r"issues?"),
    Banned("problem", "finding", _ONE_WORD, r"problems?"),
    Banned("two risks", "two findings", "risk is the score", r"(?<!at )(?<!no )risks?(?! score)"),
    Banned("task", "step", _ONE_WORD, r"tasks?"),
    Banned("handled", "done", _ONE_WORD, r"handl(?:es?|ed|ing)"),
    Banned("mend", "fix", "archaic", r"mend(?:s|ed|ing)?"),
    Banned(
        "takes it back",
        "undoes it",
        _ONE_WORD,
        r"(?:tak(?:es?|en|ing)|took)(?: (?:it|this|that|them|what was done))? back",
    ),
    Banned("do again", "redo", _ONE_WORD, r"(?:do(?:es)?|done)(?: it)? again"),
    Banned("brings it back", "restores it", _ONE_WORD, r"br(?:ings?|ought)(?: \w+)? back"),
    Banned("hear no more of it", "snooze it", _ONE_WORD, r"hears?(?: no more)? of|hear no more"),
    Banned("hand-over", "handover", "hand over is the verb, handover the noun", r"hand-overs?"),
    Banned("to handover", "to hand over", "the verb is two words", r"(?:to|can|will) handover"),
    Banned("renews itself", "auto-renews", _ONE_WORD, r"renew(?:s|ed)? (?:itself|themselves)"),
    Banned("renews by itself", "auto-renews", _ONE_WORD, r"renews? by (?:itself|themselves)"),
    Banned(
        "reads the vendor's next mail",
        "next reminder goes to",
        _ONE_WORD,
        r"reads? the (?:vendor's )?(?:next |first )?mails?",
    ),
    Banned("mails", "emails, reminders", "mail is not counted"),
    Banned(
        "a mail",
        "an email, a reminder",
        "mail is not counted",
        r"(?:an?|one|each|every|this|next|last|first|reminder|another)"
        r" mail(?! servers?| program| settings| list| exchanger)",
    ),
    Banned("e-mail", "email", "one spelling", r"e-mails?"),
    Banned("came back", "bounced", "of mail", r"c[ao]mes? back"),
    Banned("persons", "people", "plural", r"persons"),
    Banned("form that was left", "draft", _ONE_WORD, r"forms?(?: that)? (?:was|were) left"),
    Banned("slip", "typo", _ONE_WORD, r"slips?"),
    Banned("folds", "collapses", _ONE_WORD, r"folds?"),
    # What a native speaker does not write
    Banned(
        "is no date",
        "is not a date",
        _NOT_ENGLISH,
        r"(?<!there )(?:is|are|was|were) no(?! longer| more)",
    ),
    Banned("is none of", "is not one of", _NOT_ENGLISH, r"is none"),
    Banned("as it was", "unchanged", _NOT_ENGLISH, r"as it (?:was|is)"),
    Banned("stands", "is, appears", _NOT_ENGLISH, r"(?:stands?|stood|standing)(?! in for| out)"),
    Banned("shall", "must, will", "stiff"),
    Banned("parted by", "separated by", "archaic"),
    Banned("each's", "its own", _NOT_ENGLISH),
    Banned("by its words", "guessed from", _NOT_ENGLISH, r"by its (?:words?|letters|bytes)"),
    Banned("is told", "is shown", _NOT_ENGLISH, r"told|tells"),
    Banned("say so", "record it", "nobody talks to a program", r"say"),
    Banned("whom", "who", "stiff"),
    Banned("beside", "next to", "archaic", r"beside"),
    Banned("Else write", "Otherwise write", _NOT_ENGLISH, r"(?:^|(?<=[.;,(] )|(?<=[.;,(]))else"),
    Banned("that of", "the one of", "stiff", r"(?:that|those) of"),
    Banned(
        "the present primary", "the current primary", _NOT_ENGLISH, r"(?:the|no|its|every) present"
    ),
    Banned("anew", "again", "archaic"),
    Banned("wrong use", "usage error", _NOT_ENGLISH),
    Banned("kept nowhere", "not saved", _NOT_ENGLISH, r"kept nowhere|ke(?:eps?|pt) nothing"),
    Banned("for long", "recently", _NOT_ENGLISH),
    Banned("in the place of", "instead of", _NOT_ENGLISH, r"in (?:the )?place of"),
    Banned("own hand", "themselves", _NOT_ENGLISH, r"own hands?|in (?:these|whose|other) hands"),
    Banned("nothing fits", "no matches", _NOT_ENGLISH, r"(?:nothing|none|no \w+) fits"),
    Banned("rings", "alerts", "of an event", r"rings?"),
    Banned("nobody said", "not set", _NOT_ENGLISH, r"(?:nobody|somebody|not|who) said"),
    Banned("is it meant?", "did you mean it?", _NOT_ENGLISH, r"(?:is|be) (?:\w+ )?meant"),
    Banned(
        "nobody is known who",
        "nobody is on file who",
        _NOT_ENGLISH,
        r"is known who|nobody is known|who (?:is|are) known",
    ),
    Banned("nobody is noted", "nobody is recorded", _NOT_ENGLISH, r"is noted"),
    Banned("as far as is known", "as far as we know", _NOT_ENGLISH, r"as far as (?:is|was)"),
    Banned(
        "that is so already",
        "already set",
        _NOT_ENGLISH,
        r"(?:is|are|be|stays) so(?! (?:that|many|much|far))",
    ),
    Banned("the marked or", "marked records, or", _NOT_ENGLISH),
    Banned("choose one who", "choose who", _NOT_ENGLISH),
    Banned("all the same", "anyway", _NOT_ENGLISH),
    Banned("is another than", "differs from", _NOT_ENGLISH, r"another than"),
    Banned("goes on", "continues", "ambiguous", r"(?:go|goes|going) on(?! to)"),
    Banned("look after the disk", "check the disk", _NOT_ENGLISH, r"look after the"),
    Banned("takes no mail", "does not accept mail", _NOT_ENGLISH, r"(?:takes?|took) no"),
    Banned("needs no more", "is complete", _NOT_ENGLISH),
    Banned(
        "is not there",
        "does not exist",
        _NOT_ENGLISH,
        r"(?:is|are|was) (?:not )?there(?= already|[:,.;]| twice|$)",
    ),
    Banned(
        "Enter takes it",
        "Enter selects it",
        _NOT_ENGLISH,
        r"(?:Enter|key|Ctrl\+\w) takes?(?! it (?:back|off))",
    ),
    Banned("takes off", "removes", _NOT_ENGLISH, r"tak(?:es?|en) (?:off|out)"),
    Banned(
        "takes so long",
        "takes this long",
        _NOT_ENGLISH,
        r"so (?:long|much) (?:before|is)|takes so long",
    ),
    Banned("defect", "bug", "plain", r"defects?"),
    Banned("the own address", "your own address", _NOT_ENGLISH, r"the own"),
    Banned("exclude each other", "cannot be used together", _NOT_ENGLISH),
    Banned("of the web", "web address", _NOT_ENGLISH),
    Banned(
        "one object a line", "one object per line", _NOT_ENGLISH, r"(?:one|object|record) a line"
    ),
    Banned("letter by letter", "character by character", _NOT_ENGLISH),
    Banned("to be had", "available", "archaic"),
    Banned("vouched", "confirmed", "archaic", r"vouched"),
    Banned(
        "Of a license only",
        "A license's only",
        "word order",
        r"(?:^|(?<=\. ))Of(?= (?:an?|all|the|other|no|every|these|it)\b)",
    ),
    Banned(
        "cancelled",
        "canceled",
        "American spelling",
        r"cancell(?:ed|ing)|colours?|licences?|grey(?:ed)?|whilst|organis\w+|behaviour|catalogue",
    ),
)

ALLOWED = {
    "Jira creates no new issues until it is renewed": "Jira's issues",
    "Jira stops creating issues": "Jira's issues",
    "If one of several Jira products on a Data Center instance expires, no issue can be created on "
    "the whole instance.": "Jira's issues",
    "An expired Data Center license makes its product refuse new work: new issues in Jira, pushes "
    "in Bitbucket, builds in Bamboo.": "Jira's issues",
    "QuestionKind: seen": "the option --seen, which nobody is shown by this label",
    "reminder mail": "kept in JSON; its label is reminder",
    "renewed itself": "kept in JSON; its label is auto-renewed",
    "licenses {}: wanted: there is no contact {}": "the name of a field in the file",
    "seat seats poste postes place places platz platze lizenz lizenzen license licenses licence "
    "licences licencia licencias": "headers of people's own lists",
    "CANCELLED": "iCalendar",
    "STATUS:CANCELLED": "iCalendar",
    "Organisation": "a property of Atlassian's license keys",
    "Technicien en charge de la licence": "a column of GLPI's list in French",
}
"""Whole texts that say a banned word with reason: the words of others, and why it is theirs."""
