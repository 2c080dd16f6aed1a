// SPDX-License-Identifier: Apache-2.0

package import MIME

extension StyledMessage {
    /// The message as lines of a plain-text mail: styling marks stay, quotations are quotations of mail, program text is
    /// not wrapped.
    package var flowedLines: [FlowedLine] { Self.lines(blocks, depth: 0) }

    private static func lines(_ blocks: [StyledBlock], depth: Int) -> [FlowedLine] {
        blocks.flatMap { block -> [FlowedLine] in
            switch block {
            case .line(let source, _): [FlowedLine(source, quoteDepth: depth)]
            case .preformatted(let label, let lines, let isClosed):
                (["```" + label] + lines + (isClosed ? ["```"] : []))
                    .map { FlowedLine($0, quoteDepth: depth, isFixed: true) }
            case .quotation(let blocks): Self.lines(blocks, depth: depth + 1)
            }
        }
    }
}
