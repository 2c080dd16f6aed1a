// SPDX-License-Identifier: Apache-2.0

import GRDB
package import GatewayKit

package import struct Foundation.Date

/// Delivery reports that came before the answer to the send, and so match nothing yet.
extension Transaction {
    /// Keeps a report until then.
    package func keep(_ report: DeliveryReport, gateway: String, until: Date) throws(StoreFailure) {
        let (state, rejection) = Self.words(report.state)
        try execute(
            """
            INSERT INTO report (gateway, reference, providerID, recipient, state, rejection, detail, eventID,
                coversOnePart, parts, until, networkID, own, german)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                gateway, report.reference, report.providerID, report.recipient?.text, state, rejection, report.detail,
                report.eventID, report.coversOnePart, report.parts, until.milliseconds,
                report.networkID, report.own?.text, report.german,
            ])
    }

    /// Takes out what was kept about a message, in the order in which it came: reports with our reference, or with the
    /// provider's or the network's id and no other recipient than this one (nil: any).
    package func takeReports(
        gateway: String, reference: String, providerID: String?, networkID: String? = nil, recipient: Address? = nil
    ) throws(StoreFailure) -> [DeliveryReport] {
        try all(
            """
            DELETE FROM report
            WHERE gateway = ?1 AND (reference = ?2 OR (providerID = ?3 OR networkID = ?5)
                AND reference IS NULL AND (recipient IS NULL OR ?4 IS NULL OR recipient = ?4))
            RETURNING id, reference, providerID, recipient, state, rejection, detail, eventID, coversOnePart, parts, until,
                networkID, own, german
            """, [gateway, reference, providerID, recipient?.text, networkID]
        ) { row in (id: row[0] as Int64, until: row[10] as Int64, report: Self.report(row)) }
        .filter { $0.until > now.milliseconds }
        .sorted { $0.id < $1.id }
        .map(\.report)
    }

    private static func report(_ row: Row) -> DeliveryReport {
        DeliveryReport(
            reference: row[1], providerID: row[2], networkID: row[11], own: (row[12] as String?).map(Address.init),
            recipient: (row[3] as String?).map(Address.init),
            state: state(row[4], rejection: (row[5] as String?).flatMap(Rejection.init)), detail: row[6],
            german: row[13], eventID: row[7], coversOnePart: row[8], parts: row[9])
    }

    private static func words(_ state: DeliveryReport.State) -> (state: String, rejection: String?) {
        switch state {
        case .accepted: ("accepted", nil)
        case .sent: ("sent", nil)
        case .handedOver: ("handedOver", nil)
        case .delayed: ("delayed", nil)
        case .delivered: ("delivered", nil)
        case .displayed: ("displayed", nil)
        case .failed(let rejection): ("failed", rejection.rawValue)
        case .expired: ("expired", nil)
        }
    }

    private static func state(_ word: String, rejection: Rejection?) -> DeliveryReport.State {
        switch word {
        case "sent": .sent
        case "handedOver": .handedOver
        case "delayed": .delayed
        case "delivered": .delivered
        case "displayed": .displayed
        case "failed": .failed(rejection ?? .unknown)
        case "expired": .expired
        default: .accepted
        }
    }
}
