"""What the admins' portal knows of its staff: how they sign in, and who they are."""

from collections.abc import Collection

from contracts.message import Language, Page
from contracts.staff import ListedStaff
from portal.identity.context import Context
from portal.identity.domain.sessions import Session
from portal.identity.domain.staffing import Post, SoughtStaff
from portal.identity.repository.staff import StaffAccount
from portal.identity.use_cases import (
    accept_invitation,
    change_staff,
    invite_staff,
    read_staff,
    second_factor,
)
from portal.identity.use_cases.act_on_staff import Deed
from portal.identity.use_cases.begin_session import Browser, SignedIn
from portal.identity.use_cases.change_staff_password import change_staff_password
from portal.identity.use_cases.invite_staff import Newcomer
from portal.identity.use_cases.read_staff import Person
from portal.identity.use_cases.second_factor import SetUp
from portal.identity.use_cases.sign_in_staff import ToProve, prove, sign_in_known, sign_in_staff


class Staff:
    """Beside `Identity`, which every portal has: sessions, devices and drafts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def sign_in(self, email: str, password: str, browser: Browser) -> SignedIn | ToProve:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        return await sign_in_staff(self._context, email, password, browser)

    async def sign_in_known(self, email: str, browser: Browser) -> SignedIn | ToProve:
        """Whom a provider of identities knows. Raises `SignInElsewhereFailed`."""
        return await sign_in_known(self._context, email, browser)

    async def change_password(self, session: Session, new: str, old: str) -> None:
        """One's own. Raises `SignInDataIsWrong` for a wrong old one, `PasswordIsTooEasy`,
        `TooManyAttempts`."""
        await change_staff_password(self._context, session, new, old)

    async def prove(self, proof: str, code: str, browser: Browser) -> SignedIn | None:
        """The second step; None where the first is too long ago. Raises `SecondCodeIsWrong`,
        `TooManyAttempts`."""
        return await prove(self._context, proof, code, browser)

    async def begin_factor(self, session: Session, password: str) -> None:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        await second_factor.begin(self._context, session, password)

    async def set_up(self, session: Session) -> SetUp | None:
        """What its owner is shown until it is confirmed."""
        return await second_factor.set_up(self._context, session)

    async def confirm_factor(self, session: Session, code: str, *, address: str) -> None:
        """Raises `SecondCodeIsWrong`, `TooManyAttempts`."""
        await second_factor.confirm(self._context, session, code, address)

    async def remove_factor(self, session: Session, password: str) -> None:
        """Raises `SignInDataIsWrong`, `TooManyAttempts`."""
        await second_factor.remove(self._context, session, password)

    async def people(
        self, by: Session, sought: SoughtStaff, cursor: str | None
    ) -> Page[ListedStaff]:
        """Whom this one may see. Raises `ObjectIsNotFound` for a foreign partner."""
        return await read_staff.list_staff(self._context, by, sought, cursor)

    async def names(self, by: Session, emails: Collection[str]) -> dict[str, str]:
        """Of whom this one may see, by the addresses in small letters."""
        return await read_staff.staff_names(self._context, by, emails)

    async def person(self, by: Session, account_id: str, cursor: str | None = None) -> Person:
        """With what was done to its account, from `cursor` on. Raises `ObjectIsNotFound`."""
        return await read_staff.read_person(self._context, by, account_id, cursor)

    async def invite(self, by: Session, newcomer: Newcomer, *, key: str, address: str) -> str:
        """The account's id. Raises `StaffIsThereAlready`, `ObjectIsNotFound`, `TooManyAttempts`."""
        return await invite_staff.invite_staff(
            self._context, by, newcomer, key=key, address=address
        )

    async def send_invitation(self, deed: Deed, language: Language, *, address: str) -> None:
        """Raises `ObjectIsNotFound`, `TooManyAttempts`."""
        await invite_staff.send_invitation(self._context, deed, language, address=address)

    async def look_at_invitation(self, token: str) -> StaffAccount | None:
        """Whom it is for; None where it does not work."""
        return await accept_invitation.look_at_invitation(self._context, token)

    async def accept_invitation(
        self, token: str, password: str, browser: Browser
    ) -> SignedIn | ToProve:
        """Once. Raises `LinkCannotBeUsed`, `PasswordIsTooEasy`."""
        return await accept_invitation.accept_invitation(self._context, token, password, browser)

    async def change(self, deed: Deed, name: str, post: Post) -> None:
        """Raises `ObjectIsNotFound`, `StaffHasChanged`, `OwnPostIsKept`, `LastSuperAdminStays`."""
        await change_staff.change_staff(self._context, deed, name, post)

    async def disable(self, deed: Deed) -> None:
        """Raises as `change` does."""
        await change_staff.disable_staff(self._context, deed)

    async def enable(self, deed: Deed) -> None:
        """Raises `ObjectIsNotFound`, `StaffHasChanged`."""
        await change_staff.enable_staff(self._context, deed)

    async def end_sessions(self, deed: Deed) -> None:
        """Somebody's. Raises `ObjectIsNotFound`."""
        await change_staff.end_staff_sessions(self._context, deed)

    async def reset_factor(self, deed: Deed, reason: str) -> None:
        """Somebody's. Raises `ObjectIsNotFound`."""
        await change_staff.reset_factor(self._context, deed, reason)
