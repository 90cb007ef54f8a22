"""An account at Stripe, as far as the adapter uses one: its objects and what happens to them. In
memory; the objects have the shape of Stripe's, with ids where nothing is expanded."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Object = dict[str, Any]
SMALLEST_AMOUNT = 50
PAGE_SECONDS = 24 * 60 * 60
HIDDEN = {"intent_metadata", "is_indexed"}
"""Members that only this account knows of."""


@dataclass
class StripeRefusal(Exception):
    """An error answer of the API."""

    status: int
    message: str
    code: str | None = None
    kind: str = "invalid_request_error"


@dataclass
class StripeAccount:
    """Customers act by `pay`, `decline`, `pay_by_debit` and `link_card`; the bank by `settle` and
    `bounce`; time by `run_out`."""

    page_url: str = ""
    clock: Callable[[], float] = time.time
    refunds_wait: bool = False
    is_indexed: bool = True
    """Whether the search knows what was made lately."""
    objects: dict[str, Object] = field(default_factory=dict)
    events: list[bytes] = field(default_factory=list)

    def get(self, object_id: str, kind: str) -> Object:
        found = self.objects.get(object_id)
        if found is None or found["object"] != kind:
            raise StripeRefusal(404, f"No such {kind}: '{object_id}'", "resource_missing")
        return found

    def all(self, kind: str) -> list[Object]:
        """Newest first."""
        return [one for one in reversed(self.objects.values()) if one["object"] == kind]

    def create_session(self, params: Object) -> Object:
        mode = params["mode"]
        if mode == "payment":
            price = params["line_items"]["0"]["price_data"]
            amount, currency = int(price["unit_amount"]), price["currency"]
            if amount < SMALLEST_AMOUNT:
                raise StripeRefusal(400, "The amount is too small.", "amount_too_small")
        else:
            amount, currency = None, None
        if customer := params.get("customer"):
            self.get(customer, "customer")
        session_id = f"cs_test_{secrets.token_hex(24)}"
        return self._add(
            session_id,
            "checkout.session",
            mode=mode,
            status="open",
            payment_status="unpaid" if mode == "payment" else "no_payment_required",
            amount_total=amount,
            currency=currency,
            client_reference_id=params.get("client_reference_id"),
            metadata=params.get("metadata", {}),
            payment_intent=None,
            customer=customer,
            expires_at=int(self.clock()) + PAGE_SECONDS,
            url=f"{self.page_url}/c/pay/{session_id}",
            success_url=params["success_url"],
            cancel_url=params.get("cancel_url"),
            adaptive_pricing=params.get("adaptive_pricing"),
            intent_metadata=params.get("payment_intent_data", {}).get("metadata", {}),
        )

    def expire_session(self, session_id: str) -> Object:
        session = self.get(session_id, "checkout.session")
        if session["status"] != "open":
            raise StripeRefusal(
                400, f"Only open sessions can expire; this one is {session['status']}."
            )
        session |= {"status": "expired", "url": None}
        if session["payment_intent"]:
            self.objects[session["payment_intent"]]["status"] = "canceled"
        self._tell("checkout.session.expired", session)
        return session

    def run_out(self, session_id: str) -> None:
        """The page was open for as long as it may be."""
        self.get(session_id, "checkout.session")["expires_at"] = int(self.clock()) - 1
        self.expire_session(session_id)

    def pay(self, session_id: str, amount: int | None = None) -> None:
        """By card, at once."""
        session, intent = self._submit(session_id)
        self._capture(session, intent, amount)
        session |= {"status": "complete", "url": None}
        self._tell("checkout.session.completed", session)

    def decline(self, session_id: str) -> None:
        """The card is declined; the page stays open for another one."""
        _, intent = self._submit(session_id)
        self._fail(intent, "Your card was declined.", code="card_declined")

    def pay_by_debit(self, session_id: str) -> None:
        """The page is done, the money is on its way."""
        session, intent = self._submit(session_id)
        intent["status"] = "processing"
        intent["latest_charge"] = self._add_charge(intent, "pending")["id"]
        session |= {"status": "complete", "url": None}
        self._tell("checkout.session.completed", session)

    def settle(self, session_id: str) -> None:
        session = self.get(session_id, "checkout.session")
        self._capture(session, self.objects[session["payment_intent"]], None)
        self._tell("checkout.session.async_payment_succeeded", session)

    def bounce(self, session_id: str, **codes: str) -> None:
        session = self.get(session_id, "checkout.session")
        intent = self.objects[session["payment_intent"]]
        self.objects[intent["latest_charge"]]["status"] = "failed"
        self._fail(intent, "The customer's bank refused the debit.", **codes)
        self._tell("checkout.session.async_payment_failed", session)

    def create_refund(self, params: Object) -> Object:
        intent = self.get(params["payment_intent"], "payment_intent")
        charge = self.objects[intent["latest_charge"]]
        left = charge["amount"] - charge["amount_refunded"]
        amount = int(params.get("amount", left))
        if amount > left:
            raise StripeRefusal(400, "Refund amount is greater than unrefunded amount on charge.")
        charge["amount_refunded"] += amount
        refund = self._add(
            f"re_{secrets.token_hex(12)}",
            "refund",
            amount=amount,
            currency=intent["currency"],
            payment_intent=intent["id"],
            charge=charge["id"],
            status="pending" if self.refunds_wait else "succeeded",
            failure_reason=None,
            metadata=params.get("metadata", {}),
        )
        self._tell("refund.created", refund)
        self._tell("charge.refunded", charge)
        return refund

    def end_refund(self, refund_id: str, failure: str | None = None) -> None:
        refund = self.get(refund_id, "refund")
        refund |= {"status": "failed" if failure else "succeeded", "failure_reason": failure}
        if failure:
            self.objects[refund["charge"]]["amount_refunded"] -= refund["amount"]
        self._tell("refund.failed" if failure else "refund.updated", refund)

    def create_customer(self, params: Object) -> Object:
        return self._add(
            f"cus_{secrets.token_hex(7)}",
            "customer",
            metadata=params.get("metadata", {}),
            is_indexed=self.is_indexed,
        )

    def link_card(self, session_id: str, last4: str = "4242", exp_year: int = 2099) -> Object:
        """On a page of mode `setup`."""
        session = self.get(session_id, "checkout.session")
        assert session["mode"] == "setup"
        session |= {"status": "complete", "url": None}
        card = {"brand": "visa", "last4": last4, "exp_month": 12, "exp_year": exp_year}
        method_id = f"pm_{secrets.token_hex(12)}"
        customer = session["customer"]
        return self._add(method_id, "payment_method", type="card", card=card, customer=customer)

    def _submit(self, session_id: str) -> tuple[Object, Object]:
        session = self.get(session_id, "checkout.session")
        if session["status"] != "open":
            raise StripeRefusal(400, f"The page is {session['status']}.")
        if session["payment_intent"] is None:
            intent = self._add(
                f"pi_{secrets.token_hex(12)}",
                "payment_intent",
                amount=session["amount_total"],
                amount_received=0,
                currency=session["currency"],
                status="requires_payment_method",
                latest_charge=None,
                last_payment_error=None,
                metadata=session["intent_metadata"],
            )
            session["payment_intent"] = intent["id"]
        return session, self.objects[session["payment_intent"]]

    def _capture(self, session: Object, intent: Object, amount: int | None) -> None:
        received = intent["amount"] if amount is None else amount
        charge = self.objects.get(intent["latest_charge"] or "")
        if charge is None or charge["status"] != "pending":
            charge = self._add_charge(intent, "succeeded")
        charge |= {"status": "succeeded", "amount": received, "captured": True}
        intent |= {
            "status": "succeeded",
            "amount_received": received,
            "latest_charge": charge["id"],
            "last_payment_error": None,
        }
        session["payment_status"] = "paid"
        self._tell("payment_intent.succeeded", intent)
        self._tell("charge.succeeded", charge)

    def _fail(self, intent: Object, message: str, **codes: str) -> None:
        error = {"type": "card_error", "message": message, **codes}
        intent |= {"status": "requires_payment_method", "last_payment_error": error}
        self._tell("payment_intent.payment_failed", intent)

    def _add_charge(self, intent: Object, status: str) -> Object:
        return self._add(
            f"ch_{secrets.token_hex(12)}",
            "charge",
            amount=intent["amount"],
            amount_refunded=0,
            captured=status == "succeeded",
            currency=intent["currency"],
            payment_intent=intent["id"],
            status=status,
            metadata=intent["metadata"],
        )

    def _add(self, object_id: str, kind: str, **members: Any) -> Object:
        created = int(self.clock())
        made: Object = {"id": object_id, "object": kind, "created": created, "livemode": False}
        self.objects[object_id] = made | members
        return self.objects[object_id]

    def _tell(self, kind: str, about: Object) -> None:
        event = {
            "id": f"evt_{secrets.token_hex(12)}",
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": int(self.clock()),
            "livemode": False,
            "type": kind,
            "data": {"object": visible(about)},
        }
        self.events.append(json.dumps(event).encode())


def visible(kept: Object) -> Object:
    return {name: value for name, value in kept.items() if name not in HIDDEN}
