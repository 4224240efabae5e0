import HubbubDomain

/// A password that the program makes for somebody: `k3mvp-9qwzx-…`.
///
/// - Bounds: ``Limits/madePasswordCharacters``, of 32 that nobody mixes up when they are read out.
public enum MadePassword {
  private static let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
  /// Characters between two hyphens.
  private static let groupCharacters = 5

  /// Makes one that nobody can guess.
  public static func make() -> String {
    // The alphabet has 32 characters, so a byte's lowest five bits choose each as often.
    let characters = Crypto.randomBytes(Limits.madePasswordCharacters)
      .map { alphabet[Int($0 & 31)] }
    let groups = stride(from: 0, to: characters.count, by: groupCharacters).map { start in
      String(decoding: characters[start...].prefix(groupCharacters), as: UTF8.self)
    }
    return groups.joined(separator: "-")
  }
}
