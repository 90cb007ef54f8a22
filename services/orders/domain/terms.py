"""A partner's terms: which version a text is, and whether a customer agreed to it."""

import hashlib

from contracts.agreements import Terms, TermsAreNotAgreed
from contracts.settings import PartnerSettings


def terms_of(settings: PartnerSettings) -> Terms:
    text = settings.terms_text.strip()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Terms(version=digest[:16] if text else None, text=text)


def require_agreed(settings: PartnerSettings, agreed: str | None) -> str | None:
    """The version that is in force and was agreed to; None where there is none to agree to. Raises
    `TermsAreNotAgreed`, also for a text that has changed since."""
    version = terms_of(settings).version
    if version not in (None, agreed):
        raise TermsAreNotAgreed(version=version)
    return version
