// SPDX-License-Identifier: Apache-2.0

/// What each element means to the text.
extension HTMLRenderer {
    /// What is to be done where the element ends; nil: what is inside is not to be gone through.
    mutating func enter(_ element: HTMLElement, at index: Int) -> Closing? {
        switch element.name {
        case "br": layout.breakLine()
        case "hr": layout.rule()
        case "img": showImage(HTMLImage(element))
        case "a": return enterLink(element, at: index)
        case "ul", "ol", "menu", "dir": return enterList(element)
        case "li": return enterItem(element)
        case "blockquote": return enterQuote(element)
        case "pre": return enterPreformatted(at: index)
        case "table": return enterTable(at: index)
        case "tr": return enterRow()
        case "td", "th": return enterCell()
        case "span" where element.style["mso-list"] == "ignore": return enterWordMarker(at: index)
        case "q":
            layout.add("“", state.styles)
            return .text("”")
        default:
            guard let gap = HTMLBlocks.gap(of: element) else { break }
            layout.separate(gap)
            return .separate(gap)
        }
        return .nothing
    }

    mutating func leave(_ closing: Closing) {
        switch closing {
        case .nothing: break
        case .separate(let gap): layout.separate(gap)
        case .list(let gap):
            layout.separate(gap)
            lists.removeLast()
        case .item: layout.closeItem()
        case .quote: layout.closeQuote()
        case .cell: layout.closeCell()
        case .space: layout.space()
        case .text(let text): layout.add(text, state.styles)
        case .link(let address, let before): leaveLink(address, before)
        case .fence:
            layout.line("```")
            layout.separate(.paragraph)
        }
    }

    private mutating func showImage(_ image: HTMLImage) {
        // A size of letters does not matter to a picture.
        guard state.isVisible, !image.isPixel else { return }
        hasPicture = true
        if let contentID = image.contentID { shownImages.insert(contentID) }
        guard let text = image.alternative else { return isAbridged = isAbridged || image.contentID == nil }
        // Emoji come as pictures, too.
        let stands = text.count <= 2 ? text : "[\(text)]"
        layout.add(stands, [])
    }

    private mutating func enterLink(_ element: HTMLElement, at index: Int) -> Closing? {
        guard element["href"] != nil else { return .nothing }
        guard let address = HTMLLink.address(element["href"], base: base), !state.isFenced else { return .nothing }
        let text = document.text(in: (index + 1)..<document.nodes[index].end, limit: HTMLLink.bytes * 2)
        hasPicture = isCutOff(index)
        // A number is easier to read as it is written.
        if HTMLLink.saysNumber(text, element["href"]) { return .nothing }
        guard HTMLLink.says(text, address) else { return .link(address, layout.visibleCount) }
        if state.isSeen { layout.add(address, []) }
        lastAddress = address
        return nil
    }

    /// libxml2 ends a link where a table begins, as HTML 4 has it: then the table is what is linked.
    private func isCutOff(_ index: Int) -> Bool {
        let next = document.nodes[index].end
        guard next == index + 1, next < document.nodes.count, case .element(let element) = document.nodes[next].content
        else { return false }
        return element.name == "table"
    }

    /// A link without a text is a picture's: where it leads is all that can be said of it. The same address twice in a
    /// row is said once.
    private mutating func leaveLink(_ address: String, _ before: Int) {
        guard layout.visibleCount > before else {
            isAbridged = true
            guard hasPicture, address != lastAddress else { return }
            lastAddress = address
            return layout.add("<\(address)>", [])
        }
        if address != lastAddress { layout.addAddress(address) }
        lastAddress = address
    }

    private mutating func enterList(_ element: HTMLElement) -> Closing {
        let gap = lists.isEmpty ? TextLayout.Gap.paragraph : .line
        layout.separate(gap)
        lists.append(HTMLList(element))
        return .list(gap)
    }

    private mutating func enterItem(_ element: HTMLElement) -> Closing {
        let isStray = lists.isEmpty
        let marker = isStray ? HTMLList.bullet : lists[lists.count - 1].marker(of: element)
        layout.openItem(marker)
        return .item
    }

    /// Editors indent with `blockquote` and take its border away.
    private mutating func enterQuote(_ element: HTMLElement) -> Closing {
        if element["type"] != "cite", element.style["border"]?.hasPrefix("none") ?? false {
            layout.separate(.paragraph)
            return .separate(.paragraph)
        }
        guard !layout.isOneLine else { return .space }
        layout.openQuote()
        return .quote
    }

    /// A code block (XEP-0393 section 5.1.2), unless its text would end it early, or is the whole mail.
    private mutating func enterPreformatted(at index: Int) -> Closing {
        layout.separate(.paragraph)
        guard !layout.isOneLine else { return .space }
        guard !state.keepsLines else { return .separate(.paragraph) }
        (state.keepsLines, isBehindPre) = (true, true)
        let text = document.text(in: index..<document.nodes[index].end)
        guard document.textSize >= text.utf8.count * 3 / 2, !text.holds("```"),
            text.contains(where: { !$0.isWhitespace })
        else { return .separate(.paragraph) }
        layout.line("```")
        state.isFenced = true
        return .fence
    }

    private mutating func enterTable(at index: Int) -> Closing {
        state.isData = !layout.isOneLine && HTMLTable.carriesData(index, in: document)
        layout.separate(.paragraph)
        return .separate(.paragraph)
    }

    private mutating func enterRow() -> Closing {
        cells = 0
        guard state.isData else {
            layout.separate(.line)
            return .separate(.line)
        }
        layout.openRow()
        return .separate(.line)
    }

    private mutating func enterCell() -> Closing {
        guard state.isData else {
            layout.space()
            return .space
        }
        layout.openCell(isFirst: cells == 0)
        cells += 1
        return .cell
    }

    /// Word writes its list markers as text in symbol fonts.
    private mutating func enterWordMarker(at index: Int) -> Closing? {
        let text = document.text(in: (index + 1)..<document.nodes[index].end, limit: 100)
        let marker = text.filter { !$0.isWhitespace }
        let isNumber = marker.count > 1 || marker.contains(where: \.isNumber)
        layout.add((isNumber ? marker : HTMLList.bullet) + " ", [])
        return nil
    }
}
