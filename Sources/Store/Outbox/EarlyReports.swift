// SPDX-License-Identifier: Apache-2.0

package import GatewayKit

package import struct Foundation.Date

/// Delivery reports that came before the answer to the send, and so match nothing yet.
extension Transaction {
    private static let keep = Statement(
        """
        INSERT INTO report (gateway, reference, providerID, recipient, state, rejection, detail, eventID,
            coversOnePart, parts, until, networkID, own, german)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """)

    /// Keeps a report until then.
    package func keep(_ report: DeliveryReport, gateway: String, until: Date) throws(StoreFailure) {
        let (state, rejection) = Self.words(report.state)
        try execute(
            Self.keep,
            [
                gateway, report.reference, report.providerID, report.recipient?.text, state, rejection, report.detail,
                report.eventID, report.coversOnePart, report.parts, until.milliseconds,
                report.networkID, report.own?.text, report.german,
            ])
    }

    private static let columns = """
        id, reference, providerID, recipient, state, rejection, detail, eventID, coversOnePart, parts, until, networkID,
            own, german
        """

    private static let take = Statement(
        """
        DELETE FROM report
        WHERE gateway = ?1 AND (reference = ?2 OR (providerID = ?3 OR networkID = ?5)
            AND reference IS NULL AND (recipient IS NULL OR ?4 IS NULL OR recipient = ?4))
        RETURNING \(columns)
        """)

    /// Takes out what was kept about a message, in the order in which it came: reports with our reference, or with the
    /// provider's or the network's id and no other recipient than this one (nil: any).
    package func takeReports(
        gateway: String, reference: String, providerID: String?, networkID: String? = nil, recipient: Address? = nil
    ) throws(StoreFailure) -> [DeliveryReport] {
        try all(Self.take, [gateway, reference, providerID, recipient?.text, networkID], Self.kept)
            .filter { $0.until.milliseconds > now.milliseconds }
            .sorted { $0.id < $1.id }
            .map(\.report)
    }

    private static let crossed = Statement(
        """
        SELECT \(columns) FROM report AS early WHERE gateway = ?1 AND until > ?2 AND EXISTS (
            SELECT 1 FROM outbox
            WHERE outbox.reference = early.reference AND outbox.gateway = ?1
                AND outbox.direction = 'out' AND outbox.state NOT IN ('queued', 'sending')
            UNION ALL
            SELECT 1 FROM outbox \(by: "outboxProviderID")
            WHERE outbox.gateway = ?1 AND outbox.providerID = early.providerID AND early.reference IS NULL
                AND outbox.direction = 'out' AND outbox.state NOT IN ('queued', 'sending')
            UNION ALL
            SELECT 1 FROM outbox \(by: "outboxNetworkID")
            WHERE outbox.gateway = ?1 AND outbox.networkID = early.networkID AND early.reference IS NULL
                AND outbox.direction = 'out' AND outbox.state NOT IN ('queued', 'sending'))
        ORDER BY id DESC LIMIT ?3
        """)

    private static let forget = Statement("DELETE FROM report WHERE id = ?1")

    /// A report that was kept although its row is known: both were stored at the same time, and neither saw the other.
    package struct CrossedReport {
        package let id: Int64
        package let report: DeliveryReport
        /// Until when it is kept.
        package let until: Date
    }

    /// The newest reports that are kept, though a row that they may be about has had the answer to its send; oldest first.
    package func crossedReports(gateway: String, limit: Int) throws(StoreFailure) -> [CrossedReport] {
        try all(Self.crossed, [gateway, now.milliseconds, limit], Self.kept).reversed()
    }

    /// Takes out one of them.
    package func forget(_ report: CrossedReport) throws(StoreFailure) {
        try execute(Self.forget, [report.id])
    }

    private static func kept(_ fields: any Fields) -> CrossedReport {
        let report = DeliveryReport(
            reference: fields[1], providerID: fields[2], networkID: fields[11],
            own: (fields[12] as String?).map(Address.init), recipient: (fields[3] as String?).map(Address.init),
            state: state(fields[4], rejection: (fields[5] as String?).flatMap(Rejection.init)), detail: fields[6],
            german: fields[13], eventID: fields[7], coversOnePart: fields[8], parts: fields[9])
        return CrossedReport(id: fields[0], report: report, until: Date(milliseconds: fields[10]))
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
