/// A style sheet as a browser gets it: without comments, indents and empty lines.
public enum BareStyle {
  /// The sheet without what only readers need.
  ///
  /// No text of ours has the sign of a comment in it; a test of the pages sees to that.
  ///
  /// - Complexity: O(n).
  public static func of(_ sheet: String) -> String {
    let parts = sheet.split(separator: "/*", omittingEmptySubsequences: false)
    let code = parts.dropFirst().reduce(String(parts[0])) { code, part in
      code + (part.firstRange(of: "*/").map { part[$0.upperBound...] } ?? "")
    }
    return code.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
      .joined(separator: "\n") + "\n"
  }
}
