// SPDX-License-Identifier: Apache-2.0

/// IQ ping in, result out, over the link; and disco#info beside it.
struct Pings {
    let stage: Stage

    init(_ stage: Stage) {
        self.stage = stage
    }

    /// - Parameter count: So many that their CPU time is many of the ticks of 10 ms in which the kernel counts it.
    func run(count: Int) async throws {
        try await flood("IQ pings", payload: "<ping xmlns='urn:xmpp:ping'/>", count: count)
        try await flood(
            "disco#info", payload: "<query xmlns='http://jabber.org/protocol/disco#info'/>", count: count / 5)
        try await latency()
    }

    private func flood(_ name: String, payload: String, count: Int) async throws {
        let load = Load(stage)
        let before = stage.server.results
        var sent = 0
        while sent < count {
            var text = ""
            for _ in 0..<min(200, count - sent) {
                sent += 1
                text += "<iq type='get' id='p\(sent)' from='user@bench/x' to='\(stage.scene.domain)'>\(payload)</iq>"
            }
            stage.server.write(text)
            let least = before + sent - 2_000
            try await Stage.until("\(name) are answered") { stage.server.results >= least }
        }
        try await Stage.until("all \(name) are answered") { stage.server.results >= before + count }
        load.report(name, count: count)
    }

    private func latency() async throws {
        var latencies: [Duration] = []
        for index in 0..<500 {
            let before = stage.server.results
            let began = ContinuousClock.now
            stage.server.write(
                "<iq type='get' id='l\(index)' from='user@bench/x' to='\(stage.scene.domain)'>"
                    + "<ping xmlns='urn:xmpp:ping'/></iq>")
            while stage.server.results == before { await Task.yield() }
            latencies.append(ContinuousClock.now - began)
        }
        stage.report("IQ ping, one at a time", Latencies(latencies).text)
    }
}
