"""A partner's "Order new products" settings: what they hold, how an override is read, and which
versions there were."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contracts.message import (
    BillingDay,
    Command,
    Currency,
    Label,
    Language,
    Message,
    PartnerId,
    WrittenAddress,
)
from contracts.problems import Problem
from contracts.said import Told

Channel = Literal["tickets", "email"]
Priority = Literal["low", "medium", "high", "urgent"]
Delay = Annotated[int, Field(ge=1, le=366 * 86_400)]
LegalName = Annotated[str, Field(max_length=200)]
PostalAddress = Annotated[str, Field(max_length=500)]
"""As it is printed, with its line breaks."""
VatId = Annotated[str, Field(max_length=40)]
PaymentTermDays = Annotated[int, Field(ge=0, le=365)]
"""From the day of an invoice to the last one on which it is paid in time."""
TimeZone = Annotated[str, Field(max_length=60)]
"""An IANA name such as Europe/Vienna."""
NumberingPattern = Annotated[str, Field(max_length=60)]
DisplayName = Annotated[str, Field(max_length=100)]
"""What customers know the partner as; empty: its legal name."""
VersionNumber = Annotated[int, Field(ge=0, le=10**12)]
WebAddress = Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\s<>\"]+)?$")]
"""Empty: there is none."""
Phone = Annotated[str, Field(max_length=40)]
TimeOfDay = Annotated[str, Field(max_length=5, pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
"""Such as 22:00, in the partner's time zone; empty: never."""
TermsText = Annotated[str, Field(max_length=20_000)]
"""Plain, with empty lines between its paragraphs; empty: there are none to agree to."""
ButtonTexts = dict[Language, Annotated[str, Field(max_length=60)]]
"""By language; what is missing or empty is our own sentence."""
MOST_PARTNERS = 99
MOST_RECIPIENTS = 20
Recipients = Annotated[list[WrittenAddress], Field(max_length=MOST_RECIPIENTS)]
"""Whether each is a mail address is judged with the other settings, all faults at once."""

MethodWord = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$", max_length=40)]
OfferedMethods = Annotated[list[MethodWord], Field(max_length=20)]
"""Kinds (`page`, `linked`, `instructions`) and names of gateways; whatever one of them fits is
offered."""


class PartnerSettings(Message):
    """The settings in force. Partner `default` holds all; another overrides field by field."""

    ordering_enabled: bool = True
    gateway_enabled: bool = True
    payment_methods: OfferedMethods = ["page", "linked"]
    channel: Channel = "tickets"
    ticket_group: Label = "Orders"
    ticket_priority: Priority = "medium"
    ticket_assignee: Label | None = None
    mail_recipients: Recipients = []
    approval_reminder_after_seconds: Delay = 2 * 86_400
    approval_escalation_after_seconds: Delay = 5 * 86_400
    escalation_priority: Priority = "urgent"
    """What an escalated order's ticket gets."""
    escalation_group: Label = ""
    """Who is asked then; empty: whoever was asked first."""
    approval_warning_before_expiry_seconds: Delay = 3 * 86_400
    """How long before its request expires a customer is warned."""
    approval_expires_after_seconds: Delay = 30 * 86_400
    payment_expires_after_seconds: Delay = 3 * 86_400
    offline_payment_expires_after_seconds: Delay = 14 * 86_400
    """The same for a payment by instructions: a bank transfer takes days."""
    payment_term_days: PaymentTermDays = 14
    """How long customers have for an invoice that is not paid when it is issued."""
    largest_start_shift_days: Annotated[int, Field(ge=0, le=3_650)] = 90
    credit_notes_enabled: bool = True
    time_zone: TimeZone = "UTC"
    currency: Currency = "EUR"
    billing_day: BillingDay = 1
    numbering_pattern: NumberingPattern = "{year}{partner:02d}{next:06d}"
    legal_name: LegalName = ""
    """Who issues the documents; with `address` and `vat_id` printed on each of them."""
    address: PostalAddress = ""
    vat_id: VatId = ""
    language: Language = "en"
    """Of the documents: their words, dates and amounts."""
    display_name: DisplayName = ""
    logo_url: WebAddress = ""
    support_email: WrittenAddress = ""
    support_phone: Phone = ""
    customer_portal_url: WebAddress = ""
    """Where customers read their orders, each at `<address>/orders/<order id>`: mails lead there,
    and payment pages of orders that were placed without a `return_url`."""
    admin_portal_url: WebAddress = ""
    """The same for the staff."""
    mail_delay_seconds: Annotated[int, Field(ge=0, le=86_400)] = 0
    """How long mails to customers wait before they are sent."""
    mail_quiet_from: TimeOfDay = ""
    mail_quiet_until: TimeOfDay = ""
    """Mails to customers that fall between wait until then."""
    terms_text: TermsText = ""
    """What customers agree to when they order."""
    order_button_text: ButtonTexts = {}
    """What stands on the button that orders, where a law says what it has to."""
    privacy_url: WebAddress = ""
    imprint_url: WebAddress = ""


class ChangePartnerSettings(Command):
    """Fields to override, `ticket_assignee` also with null, for nobody; fields in `reset` go back
    to partner default. What is not sent stays as it is."""

    ordering_enabled: bool | None = None
    gateway_enabled: bool | None = None
    payment_methods: OfferedMethods | None = None
    channel: Channel | None = None
    ticket_group: Label | None = None
    ticket_priority: Priority | None = None
    ticket_assignee: Label | None = None
    mail_recipients: Recipients | None = None
    approval_reminder_after_seconds: Delay | None = None
    approval_escalation_after_seconds: Delay | None = None
    escalation_priority: Priority | None = None
    escalation_group: Label | None = None
    approval_warning_before_expiry_seconds: Delay | None = None
    approval_expires_after_seconds: Delay | None = None
    payment_expires_after_seconds: Delay | None = None
    offline_payment_expires_after_seconds: Delay | None = None
    payment_term_days: PaymentTermDays | None = None
    largest_start_shift_days: Annotated[int, Field(ge=0, le=3_650)] | None = None
    credit_notes_enabled: bool | None = None
    time_zone: TimeZone | None = None
    currency: Currency | None = None
    billing_day: BillingDay | None = None
    numbering_pattern: NumberingPattern | None = None
    legal_name: LegalName | None = None
    address: PostalAddress | None = None
    vat_id: VatId | None = None
    language: Language | None = None
    display_name: DisplayName | None = None
    logo_url: WebAddress | None = None
    support_email: WrittenAddress | None = None
    support_phone: Phone | None = None
    customer_portal_url: WebAddress | None = None
    admin_portal_url: WebAddress | None = None
    mail_delay_seconds: Annotated[int, Field(ge=0, le=86_400)] | None = None
    mail_quiet_from: TimeOfDay | None = None
    mail_quiet_until: TimeOfDay | None = None
    terms_text: TermsText | None = None
    order_button_text: ButtonTexts | None = None
    privacy_url: WebAddress | None = None
    imprint_url: WebAddress | None = None
    reset: Annotated[list[Label], Field(max_length=50)] = []
    expected_version: VersionNumber | None = None
    """Which version was looked at; if there is a newer one, the change is refused."""


class SettingChange(Message):
    """Who set a field, and when."""

    changed_by: str
    changed_at: AwareDatetime


class PartnerSettingsView(Message):
    partner: str
    """`default` or the partner's number."""
    version: int
    """The newest change of these settings or of those that they inherit; 0: there was none."""
    settings: PartnerSettings
    inherited: PartnerSettings
    """What would be in force without this partner's own fields."""
    overridden: dict[str, SettingChange]


SettingValue = bool | int | str | list[str] | dict[str, str] | None


class ChangedField(Message):
    """From which value to which; `inherited_…`: it was, or is, no value of its own."""

    field: str
    before: SettingValue
    after: SettingValue
    inherited_before: bool
    inherited_after: bool


class SettingsPreview(Message):
    """What a change would do. Nothing was changed."""

    changes: list[ChangedField]
    faults: list[Told]
    """Why it would be refused; those of one field name it as their fact `field`."""
    open_cart_count: int
    """Carts that hold products, of all partners that it concerns; counted up to `MOST_COUNTED` of
    `contracts/approvals.py`."""
    open_order_count: int
    """Orders under way, likewise. They keep what they were placed under."""


class SettingsVersion(Message):
    """One change. Numbers go up over all partners, as what `default` changes concerns all."""

    number: int
    partner: str
    """Whose settings were changed: the partner's own, or those of `default`."""
    changed_by: str
    changed_at: AwareDatetime
    changes: list[ChangedField]


class SettingsThen(Message):
    """What was in force from this version to the next."""

    version: SettingsVersion
    settings: PartnerSettings
    own: list[str]
    """The fields that the partner did not inherit."""


class PartnerProfile(Message):
    """What customers may know of their partner."""

    partner_id: PartnerId
    name: str
    """Its display name, else its legal name; empty where it has neither."""
    logo_url: str
    """Empty, as the texts below, where there is none."""
    language: Language
    time_zone: str
    currency: Currency
    support_email: str
    support_phone: str
    customer_portal_url: str
    ordering_enabled: bool
    no_ordering_reason: Told | None
    gateway_enabled: bool
    """Whether an order can be paid online at all; how, the checkout options say."""
    terms_version: str | None = None
    """Of the terms that have to be agreed to; null where there are none."""
    order_button_text: ButtonTexts = {}
    privacy_url: str = ""
    imprint_url: str = ""


class PartnerSummary(Message):
    """A partner among the others, for staff."""

    partner_id: PartnerId
    name: str
    ordering_enabled: bool
    own_settings_count: int
    """How many it does not inherit."""


class ClosedPartners(Message):
    """Whose customers cannot order, as of one version of all settings: what orders tells catalog.
    A newer one takes the place of the whole list."""

    version: VersionNumber
    partner_ids: Annotated[list[PartnerId], Field(max_length=MOST_PARTNERS)]


class OrderingIsDisabled(Problem):
    """What a customer is answered who lists, quotes, fills its cart or orders."""

    status = 403


class SettingsAreInconsistent(Problem):
    """For example channel e-mail without a recipient, or an unknown time zone."""

    status = 422


class SettingsHaveChangedMeanwhile(Problem):
    """There is a newer version than the expected one. Facts: version, expected, changes."""

    status = 409
