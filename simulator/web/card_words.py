"""What the test cards do, in German and French, by the English of `card_list`."""

CARD_WORDS = {
    "Pays": ("Zahlt", "Paie"),
    "Does not pay": ("Zahlt nicht", "Ne paie pas"),
    "Captures otherwise than it should": (
        "Bucht anders ab, als es soll",
        "Débite autre chose que prévu",
    ),
    "Pays, but the answer fails": (
        "Zahlt, aber die Antwort misslingt",
        "Paie, mais la réponse échoue",
    ),
    "Pays, but the webhook misbehaves": (
        "Zahlt, aber der Webhook spielt verrückt",
        "Paie, mais le webhook se comporte mal",
    ),
    "Pays, but a refund misbehaves": (
        "Zahlt, aber eine Rückzahlung misslingt",
        "Paie, mais un remboursement se passe mal",
    ),
    "pays at once": ("zahlt sofort", "paie immédiatement"),
    "is pending, then pays": ("ist in Arbeit, zahlt dann", "est en attente, puis paie"),
    "is pending for three days, then pays": (
        "ist drei Tage in Arbeit, zahlt dann",
        "est en attente trois jours, puis paie",
    ),
    "is declined": ("wird abgelehnt", "est refusée"),
    "is pending, then fails": ("ist in Arbeit, scheitert dann", "est en attente, puis échoue"),
    "has expired": ("ist abgelaufen", "a expiré"),
    "has not enough money": ("hat nicht genug Geld", "n’a pas assez d’argent"),
    "captures another amount": ("bucht einen anderen Betrag ab", "débite un autre montant"),
    "captures another currency": (
        "bucht in einer anderen Währung ab",
        "débite dans une autre devise",
    ),
    "is pending and past cancelling, then pays": (
        "ist in Arbeit, nicht mehr aufzuhalten, und zahlt dann",
        "est en attente, ne peut plus être annulée, puis paie",
    ),
    "is pending, then pays even if it was cancelled": (
        "ist in Arbeit und zahlt dann, auch wenn abgebrochen wurde",
        "est en attente, puis paie même après une annulation",
    ),
    "pays, but no answer comes": (
        "zahlt, aber es kommt keine Antwort",
        "paie, mais aucune réponse n’arrive",
    ),
    "no answer comes and nothing is paid; the second time it pays": (
        "es kommt keine Antwort, und nichts wird bezahlt; beim zweiten Mal zahlt sie",
        "aucune réponse n’arrive et rien n’est payé ; la seconde fois, elle paie",
    ),
    "pays, but answers with an error 500, however often it is tried": (
        "zahlt, antwortet aber mit Fehler 500, so oft man es versucht",
        "paie, mais répond par une erreur 500 à chaque essai",
    ),
    "answers “still being worked on” (409); the second time it pays": (
        "antwortet „noch in Arbeit“ (409); beim zweiten Mal zahlt sie",
        "répond « encore en cours » (409) ; la seconde fois, elle paie",
    ),
    "answers “too many requests” (429); the second time it pays": (
        "antwortet „zu viele Anfragen“ (429); beim zweiten Mal zahlt sie",
        "répond « trop de requêtes » (429) ; la seconde fois, elle paie",
    ),
    "pays, but the shop's next three look-ups fail": (
        "zahlt, aber die nächsten drei Nachfragen des Händlers misslingen",
        "paie, mais les trois prochaines consultations du marchand échouent",
    ),
    "it arrives before this page answers": (
        "er kommt an, bevor diese Seite antwortet",
        "il arrive avant la réponse de cette page",
    ),
    "it comes late": ("er kommt spät", "il arrive en retard"),
    "it never comes": ("er kommt nie", "il n’arrive jamais"),
    "it comes ten times at once": (
        "er kommt zehnmal auf einmal",
        "il arrive dix fois à la fois",
    ),
    "“pending” comes after “paid”": (
        "„in Arbeit“ kommt nach „bezahlt“",
        "« en attente » arrive après « payé »",
    ),
    "a forged one comes along": ("ein gefälschter kommt mit", "un faux l’accompagne"),
    "the same one comes again, signed years ago": (
        "derselbe kommt noch einmal, vor Jahren signiert",
        "le même revient, signé il y a des années",
    ),
    "one with another amount comes along": (
        "einer mit anderem Betrag kommt mit",
        "un autre, d’un autre montant, l’accompagne",
    ),
    "one about a payment that is not there comes along": (
        "einer über eine unbekannte Zahlung kommt mit",
        "un autre, sur un paiement inconnu, l’accompagne",
    ),
    "fails the first time": ("misslingt beim ersten Mal", "échoue la première fois"),
    "is pending, then done": ("ist in Arbeit, dann erledigt", "est en attente, puis effectué"),
    "is pending, then fails; the second one works": (
        "ist in Arbeit, misslingt dann; die zweite gelingt",
        "est en attente, puis échoue ; le second réussit",
    ),
    "succeeds and comes back; the second one stays": (
        "gelingt und kommt zurück; die zweite bleibt",
        "réussit et revient ; le second reste",
    ),
    "is refused for good": ("wird endgültig verweigert", "est refusé définitivement"),
}
