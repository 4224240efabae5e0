/// The passwords that are tried first by whoever guesses.
public enum CommonPasswords {
  /// Whether a guesser would find `password` among the first: it is on the
  /// list, one character repeated, or the user's or this server's name,
  /// perhaps with digits or signs behind it.
  public static func contains(_ password: String, of username: String) -> Bool {
    let password = password.lowercased()
    if listed.contains(password) || Set(password).count == 1 { return true }
    let stem = String(password.reversed().drop { !$0.isLetter }.reversed())
    return stem == username || stem == "hubbub" || password == username
      || password == username + username
  }

  /// The list, for looking up; read once.
  static let listed = Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
}
