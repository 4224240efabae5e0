import NIOCore

/// A module as a browser gets it: a third of ours is comment and indent, for
/// who reads it in the sources.
///
/// A line that is nothing but comment is left empty, so that the numbers of
/// lines in a browser's messages are those of the file. What stands on a line
/// with code stays; a text over several lines would be taken for code, and
/// the tests of the pages see to it that there is none.
enum BareScript {
  /// The module without its lines of comment and its indents.
  ///
  /// - Complexity: O(n).
  static func of(_ module: ByteBuffer) -> ByteBuffer {
    var isInComment = false
    let lines = String(buffer: module).split(separator: "\n", omittingEmptySubsequences: false)
    let bare = lines.map { line -> Substring in
      let text = line.drop { $0 == " " }
      if !isInComment && text.hasPrefix("//") { return "" }
      guard isInComment || text.hasPrefix("/*") else { return text }
      let wasInComment = isInComment
      isInComment = !text.contains("*/")
      return isInComment || wasInComment || text.hasSuffix("*/") ? "" : text
    }
    return ByteBuffer(string: bare.joined(separator: "\n"))
  }
}
