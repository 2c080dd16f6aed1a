// SPDX-License-Identifier: Apache-2.0

extension ReportLanguage {
    static let bulgarian = ReportLanguage(
        failure: ["не беше доставен", "не може да бъде доставен", "недоставен", "неуспешна доставка"],
        automaticAnswer: ["автоматичен отговор"],
        reasons: [
            .full: ["кутия* пълна", "надвишена квота", "превишена квота"],
            .tooLarge: ["твърде голям"],
            .policy: ["блокиран", "нямате разрешение"],
            .unknownPerson: ["не съществува", "не е намерен", "непознат потребител", "неизвестен потребител"],
            .unreachable: ["не отговаря"],
        ])
}
