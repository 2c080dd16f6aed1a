// SPDX-License-Identifier: Apache-2.0

import CXML

/// The callbacks that we give libxml2: each hands on to the tree builder. What is not set is not heard of, and
/// nothing keeps a document or an entity.
func makeSAXHandler() -> xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = {
        user, local, prefix, namespace, namespaceCount, namespaces, attributeCount, _, attributes in
        guard let local else { return }
        builder(user)?.start(
            local, prefix: prefix, namespace: namespace, namespaces: (Int(namespaceCount), namespaces),
            attributes: (Int(attributeCount), attributes))
    }
    handler.endElementNs = { user, _, _, _ in builder(user)?.end() }
    handler.characters = hearCharacters
    handler.ignorableWhitespace = hearCharacters
    handler.cdataBlock = hearCharacters
    handler.internalSubset = { user, _, _, _ in builder(user)?.fail(.restricted(.documentType)) }
    handler.comment = { user, _ in builder(user)?.fail(.restricted(.comment)) }
    handler.processingInstruction = { user, _, _ in builder(user)?.fail(.restricted(.processingInstruction)) }
    handler.getEntity = { user, _ in
        builder(user)?.fail(.restricted(.entity))
        return nil
    }
    handler.serror = { user, error in
        if let error, isFailure(error.pointee) { builder(user)?.fail(.notWellFormed) }
    }
    return handler
}

/// One function for all three, by which libxml2 also knows that white space is wanted.
private func hearCharacters(_ user: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<xmlChar>?, _ count: Int32) {
    if let bytes { builder(user)?.characters(bytes, Int(count)) }
}

private func builder(_ user: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
    user.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
}

/// All errors of well-formedness, and those of namespaces (Namespaces in XML 1.0 section 7), which libxml2 survives.
/// A namespace name that is no URI is not among them: servers let it pass, and one user must not end the stream.
private func isFailure(_ error: xmlError) -> Bool {
    error.level == XML_ERR_FATAL
        || (XML_NS_ERR_XML_NAMESPACE.rawValue...XML_NS_ERR_COLON.rawValue).contains(UInt32(error.code))
}
