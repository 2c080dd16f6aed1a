// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let polish = ReportLanguage(
        failure: [
            "nie została dostarczona", "nie zostały dostarczone", "nie można dostarczyć", "nie dostarczono",
            "niedostarczon", "nie mogła zostać dostarczona", "nie udało się dostarczyć", "zwrot wiadomości",
            "zwrot poczty", "niedoręczon", "nie została doręczona", "błąd dostarczania", "błąd doręczenia",
            "błąd dostarczenia", "nie może zostać dostarczona", "nie może być dostarczona", "wiadomość zwrócona",
            "nieudane dostarczenie", "nie można doręczyć",
        ],
        delay: ["opóźnion", "opóźnienie", "jeszcze nie została", "jeszcze nie dostarczon"],
        success: ["została dostarczona pomyślnie", "pomyślnie dostarczon"],
        automaticAnswer: [
            "autoodpowiedź", "automatyczna odpowiedź", "odpowiedź automatyczna", "poza biurem", "nieobecność",
            "na urlopie", "nieobecn",
        ],
        copy: ["kopia wiadomości"],
        copyTitle: ["oryginalna wiadomość", "wiadomość oryginalna", "treść oryginalnej wiadomości"],
        reasons: [
            .full: [
                "skrzynka pełna", "skrzynka jest pełna", "skrzynka pocztowa jest pełna", "skrzynka odbiorcy jest pełna",
                "skrzynka przepełniona", "przepełnion", "przekroczono limit miejsca", "brak miejsca",
                "przekroczona pojemność", "przekroczył limit", "pełna skrzynka", "przekroczono pojemność",
                "przekroczony limit", "skrzynk* pełn", "skrzynk* zapełnion", "limit pojemności", "limit * skrzynki",
                "przekroczon* pojemno", "pojemność * przekroczon", "zbyt mało miejsca",
            ],
            .tooLarge: [
                "wiadomość jest zbyt duża", "zbyt duż", "za duż", "maksymalny rozmiar", "przekracza rozmiar",
                "rozmiar wiadomości", "rozmiar * przekracza", "załącznik* duż",
            ],
            .timeRanOut: [
                "upłynął czas", "przekroczono czas", "przekroczony czas", "limit czasu", "wygasł", "po wielu próbach",
                "zbyt długo w kolejce", "bezskuteczn", "przestał próbować", "zaprzestał",
            ],
            .sender: ["nadawca odrzucony", "adres nadawcy", "domena nadawcy", "nadawcy odrzucon"],
            .policy: [
                "czarnej liście", "czarna lista", "niechcian", "polityk", "zablokowan", "niedozwolon",
                "nie jest dozwolon", "brak uprawnień", "regulamin", "nie masz uprawnień",
            ],
            .noDomain: ["domena nie istnieje", "nieznana domena", "nie ma takiej domeny", "nie znaleziono domeny"],
            .unknownPerson: [
                "nie ma takiego użytkownika", "nieznany użytkownik", "użytkownik nieznany", "nieznany odbiorca",
                "odbiorca nieznany", "nie istnieje", "nie ma takiego", "nie ma takiej", "nie znaleziono",
                "brak takiego", "brak użytkownika", "nieprawidłowy adres", "nieprawidłowy odbiorca", "błędny adres",
                "nieznany adres", "adres nieznany", "nie można odnaleźć", "nie odnaleziono",
            ],
            .closed: ["wyłączon", "nieaktywn", "zawieszon", "konto zamknięte", "konto zostało", "konto usunięte"],
            .unreachable: [
                "odmowa połączenia", "połączenie odrzucone", "nieosiągaln", "nie można połączyć", "brak odpowiedzi",
                "brak połączenia", "nie odpowiada",
            ],
        ],
        hints: [
            .policy: ["odrzucon", "odmowa"],
            .unknownPerson: ["nieznan", "nieprawidłow"],
        ])
}
