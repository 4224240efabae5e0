/// Who is named in a text: `@username`.
public enum Mentions {
  /// The usernames after an `@`, in lower case, each once, in the order named;
  /// the first ``Limits/mentions``.
  ///
  /// An `@` after a letter, digit or underscore names nobody: it belongs to an address.
  public static func usernames(in text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return [] }
    var found: [String] = []
    var rest = text.utf8[...]
    var before: UInt8?
    while let byte = rest.popFirst(), found.count < Limits.mentions {
      defer { before = byte }
      guard byte == UInt8(ascii: "@"), before.map(isName) != true else { continue }
      let name = String(decoding: rest.prefix(while: isName), as: UTF8.self).lowercased()
      guard Limits.usernameCharacters.contains(name.utf8.count), !found.contains(name) else {
        continue
      }
      found.append(name)
    }
    return found
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
