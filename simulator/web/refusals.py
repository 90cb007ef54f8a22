"""Refusals as a browser is shown them, in place of the problem document that programs get."""

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError

from chassis.problems import show_instead
from contracts.problems import ObjectIsNotFound, Problem
from simulator.problems import CardIsNoTestCard, MethodIsNotLinked, WalletLinkIsNoLongerValid
from simulator.web.rendering import render

UNREADABLE = "What was sent cannot be read. Nothing was done; open the page again."
BROKEN = (
    "Something went wrong on our side, and we cannot say whether you paid. Open the page again: it"
    " shows what is true, and nothing is charged twice."
)
FAILED = "That did not work"
SAID: dict[type[Exception], tuple[str, str]] = {
    ObjectIsNotFound: (
        "This page is not known",
        (
            "The address is wrong, or the page is gone. Nothing was charged; go back to the shop"
            " and open it again from there."
        ),
    ),
    WalletLinkIsNoLongerValid: (
        "This link is over",
        "It was good for an hour. Nothing was changed; go back to the shop and open it again.",
    ),
    CardIsNoTestCard: (
        "This is no test card",
        "Nothing was charged or linked. Choose one of the cards on the page.",
    ),
    MethodIsNotLinked: (
        "The linked card is gone",
        "It was removed meanwhile. Nothing was charged; choose another card.",
    ),
    RequestValidationError: (FAILED, UNREADABLE),
}


def add_shown_refusals(app: FastAPI) -> None:
    """Once the handlers for programs are there."""
    for refusal in (Problem, RequestValidationError):
        show_instead(app, refusal, _shown, _is_for_people)


def _is_for_people(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def _shown(request: Request, error: Exception) -> Response:
    heading, text = SAID.get(type(error), (FAILED, BROKEN))
    status = error.status if isinstance(error, Problem) else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(
        request, "refusal.html", status, heading=heading, text=text, leads_on=status != 404
    )
