import NIOCore

/// A module as a browser gets it: a third of ours is comment and indent, for
/// who reads it in the sources.
///
/// A line that is nothing but comment is left empty, so that the numbers of
/// lines in a browser's messages are those of the file. A comment at the end of
/// a line goes too, where no quote is open before it; a text over several lines
/// would be taken for code, and the tests of the pages see to it that there is
/// none.
enum BareScript {
  /// The module without its comments and its indents.
  ///
  /// - Complexity: O(n).
  static func of(_ module: ByteBuffer) -> ByteBuffer {
    var isInComment = false
    let lines = String(buffer: module).split(separator: "\n", omittingEmptySubsequences: false)
    let bare = lines.map { line -> Substring in
      let text = line.drop { $0 == " " }
      if !isInComment && text.hasPrefix("//") { return "" }
      guard isInComment || text.hasPrefix("/*") else { return withoutRemark(text) }
      let wasInComment = isInComment
      isInComment = !text.contains("*/")
      return isInComment || wasInComment || text.hasSuffix("*/") ? "" : text
    }
    return ByteBuffer(string: bare.joined(separator: "\n"))
  }

  /// A line of code without the comment at its end.
  private static func withoutRemark(_ line: Substring) -> Substring {
    let kept = line.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      guard let start = lastRemark(in: bytes) else { return nil }
      let quotes = [UInt8(ascii: "\""), UInt8(ascii: "`")]
      let isOpen = quotes.contains { quote in bytes[..<start].count { $0 == quote } % 2 == 1 }
      return isOpen ? nil : start
    }
    return (kept ?? nil).map { line[..<line.utf8.index(line.startIndex, offsetBy: $0)] } ?? line
  }

  /// Where the last ` // ` of a line begins.
  private static func lastRemark(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let sign: [UInt8] = [0x20, 0x2F, 0x2F, 0x20]
    return stride(from: bytes.count - sign.count, to: 0, by: -1).first { start in
      bytes[start] == sign[0] && bytes[start + 1] == sign[1] && bytes[start + 2] == sign[2]
        && bytes[start + 3] == sign[3]
    }
  }
}
