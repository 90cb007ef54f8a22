"""What the simulator's pages say, in German and French; the English is written where it is said."""

from contracts.message import Language
from simulator.web.card_words import CARD_WORDS

PAGE_WORDS = {
    "Pay {amount}": ("{amount} bezahlen", "Payer {amount}"),
    "To pay": ("Zu zahlen", "À payer"),
    "For": ("Für", "Pour"),
    "Merchant": ("Händler", "Marchand"),
    "Reference": ("Referenz", "Référence"),
    "Your linked card": ("Ihre hinterlegte Karte", "Votre carte enregistrée"),
    "Pay with {method}": ("Mit {method} bezahlen", "Payer avec {method}"),
    "Or with another card": ("Oder mit einer anderen Karte", "Ou avec une autre carte"),
    "Choose a test card": ("Wählen Sie eine Testkarte", "Choisissez une carte de test"),
    "Each one behaves as it says.": (
        "Jede verhält sich so, wie es bei ihr steht.",
        "Chacune se comporte comme il est indiqué.",
    ),
    "Date the payment (optional)": (
        "Zahlung datieren (freiwillig)",
        "Dater le paiement (facultatif)",
    ),
    "To play a story of the past; empty means now.": (
        "Um Vergangenes nachzuspielen; leer heißt jetzt.",
        "Pour rejouer une situation passée ; vide signifie maintenant.",
    ),
    "Cancel and go back to {merchant}": (
        "Abbrechen und zurück zu {merchant}",
        "Annuler et revenir à {merchant}",
    ),
    "Back to {merchant}": ("Zurück zu {merchant}", "Revenir à {merchant}"),
    "You can close this page.": (
        "Sie können diese Seite schließen.",
        "Vous pouvez fermer cette page.",
    ),
    "Paid": ("Bezahlt", "Payé"),
    "{amount} was paid. There is nothing more to do here.": (
        "{amount} wurden bezahlt. Hier ist nichts weiter zu tun.",
        "{amount} ont été payés. Il n’y a plus rien à faire ici.",
    ),
    "Waiting for your bank": ("Ihre Bank hat noch nicht bestätigt", "En attente de votre banque"),
    "Your bank has not confirmed the payment yet. Do not pay again: the merchant is told as soon as"
    " it is known.": (
        (
            "Ihre Bank hat die Zahlung noch nicht bestätigt. Zahlen Sie nicht noch einmal: Der"
            " Händler erfährt es, sobald es feststeht."
        ),
        (
            "Votre banque n’a pas encore confirmé le paiement. Ne payez pas une seconde fois : le"
            " marchand sera informé dès que le résultat sera connu."
        ),
    ),
    "Look again": ("Noch einmal nachsehen", "Vérifier à nouveau"),
    "Not paid": ("Nicht bezahlt", "Non payé"),
    "Nothing was charged. To try another card, go back and pay again from there.": (
        (
            "Es wurde nichts abgebucht. Um eine andere Karte zu verwenden, gehen Sie zurück und"
            " zahlen Sie von dort erneut."
        ),
        (
            "Rien n’a été débité. Pour essayer une autre carte, revenez en arrière et payez à"
            " nouveau depuis là."
        ),
    ),
    "The card was declined.": ("Die Karte wurde abgelehnt.", "La carte a été refusée."),
    "The card has expired.": ("Die Karte ist abgelaufen.", "La carte a expiré."),
    "There is not enough money in the account.": (
        "Auf dem Konto ist nicht genug Geld.",
        "Il n’y a pas assez d’argent sur le compte.",
    ),
    "Cancelled": ("Abgebrochen", "Annulé"),
    "This page can no longer be paid. Nothing was charged.": (
        "Diese Seite kann nicht mehr bezahlt werden. Es wurde nichts abgebucht.",
        "Cette page ne peut plus être payée. Rien n’a été débité.",
    ),
    "Your cards": ("Ihre Karten", "Vos cartes"),
    "A card that is linked here can be chosen when you order. Its number is not kept, only its"
    " brand and its last four digits.": (
        (
            "Eine hier hinterlegte Karte können Sie beim Bestellen wählen. Ihre Nummer wird nicht"
            " gespeichert, nur die Marke und die letzten vier Ziffern."
        ),
        (
            "Une carte enregistrée ici peut être choisie lors d’une commande. Son numéro n’est pas"
            " conservé, seulement sa marque et ses quatre derniers chiffres."
        ),
    ),
    "Expired": ("Abgelaufen", "Expirée"),
    "Remove": ("Entfernen", "Supprimer"),
    "Remove {method}": ("{method} entfernen", "Supprimer {method}"),
    "{brand} ending in {digits}": (
        "{brand} mit den Endziffern {digits}",
        "{brand} se terminant par {digits}",
    ),
    "No card is linked yet. Choose one below.": (
        "Noch ist keine Karte hinterlegt. Wählen Sie unten eine aus.",
        "Aucune carte n’est encore enregistrée. Choisissez-en une ci-dessous.",
    ),
    "Link a card": ("Karte hinterlegen", "Enregistrer une carte"),
    "Link this card": ("Diese Karte hinterlegen", "Enregistrer cette carte"),
    "A simulated gateway: no real money moves, and no real card is accepted.": (
        (
            "Ein simulierter Zahlungsdienst: Es fließt kein echtes Geld, und keine echte Karte wird"
            " angenommen."
        ),
        (
            "Un service de paiement simulé : aucun argent réel ne circule et aucune vraie carte"
            " n’est acceptée."
        ),
    ),
    "Test mode": ("Testbetrieb", "Mode test"),
    "This page is not known": ("Diese Seite gibt es nicht", "Cette page n’existe pas"),
    "The address is wrong, or the page is gone. Nothing was charged; go back to the shop and open"
    " it again from there.": (
        (
            "Die Adresse ist falsch, oder die Seite ist nicht mehr da. Es wurde nichts abgebucht;"
            " gehen Sie zurück zum Händler und öffnen Sie sie von dort."
        ),
        (
            "L’adresse est incorrecte ou la page a disparu. Rien n’a été débité ; retournez chez le"
            " marchand et ouvrez-la à nouveau depuis là."
        ),
    ),
    "This link is over": ("Dieser Link ist abgelaufen", "Ce lien a expiré"),
    "It was good for an hour. Nothing was changed; go back to the shop and open it again.": (
        (
            "Er galt eine Stunde. Es wurde nichts geändert; gehen Sie zurück zum Händler und öffnen"
            " Sie ihn von dort erneut."
        ),
        (
            "Il était valable une heure. Rien n’a été modifié ; retournez chez le marchand et"
            " ouvrez-le à nouveau."
        ),
    ),
    "This is no test card": ("Das ist keine Testkarte", "Ce n’est pas une carte de test"),
    "Nothing was charged or linked. Choose one of the cards on the page.": (
        (
            "Es wurde nichts abgebucht und nichts hinterlegt. Wählen Sie eine der Karten auf der"
            " Seite."
        ),
        "Rien n’a été débité ni enregistré. Choisissez l’une des cartes de la page.",
    ),
    "The linked card is gone": (
        "Die hinterlegte Karte ist nicht mehr da",
        "La carte enregistrée n’existe plus",
    ),
    "It was removed meanwhile. Nothing was charged; choose another card.": (
        "Sie wurde inzwischen entfernt. Es wurde nichts abgebucht; wählen Sie eine andere Karte.",
        "Elle a été supprimée entre-temps. Rien n’a été débité ; choisissez une autre carte.",
    ),
    "That did not work": ("Das hat nicht geklappt", "Cela n’a pas fonctionné"),
    "Something went wrong on our side, and we cannot say whether you paid. Open the page again: it"
    " shows what is true, and nothing is charged twice.": (
        (
            "Bei uns ist etwas schiefgegangen, und wir können nicht sagen, ob bezahlt wurde. Öffnen"
            " Sie die Seite erneut: Sie zeigt, was gilt, und nichts wird doppelt abgebucht."
        ),
        (
            "Un problème est survenu de notre côté et nous ne pouvons pas dire si le paiement a eu"
            " lieu. Rouvrez la page : elle indique la situation réelle et rien n’est débité deux"
        ),
    ),
    "What was sent cannot be read. Nothing was done; open the page again.": (
        "Das Gesendete ist nicht lesbar. Es wurde nichts getan; öffnen Sie die Seite erneut.",
        "L’envoi est illisible. Rien n’a été fait ; rouvrez la page.",
    ),
    "Open the page again": ("Seite erneut öffnen", "Rouvrir la page"),
    "Go back": ("Zurück", "Revenir"),
    "Cancel and go back": ("Abbrechen und zurück", "Annuler et revenir"),
}
WORDS = PAGE_WORDS | CARD_WORDS
PLACES: dict[Language, int] = {"de": 0, "fr": 1}


def in_language(english: str, language: Language, **facts: str) -> str:
    """Raises `KeyError` for what nobody translated."""
    said = english if language == "en" else WORDS[english][PLACES[language]]
    return said.format(**facts)
