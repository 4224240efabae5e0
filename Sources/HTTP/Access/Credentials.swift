/// What a request shows to say who asks.
public struct Credentials: Equatable, Sendable {
  /// The token of `Authorization: Bearer`.
  public let bearer: String?
  /// The token of our cookie.
  public let cookie: String?

  /// Reads them from a request's headers.
  ///
  /// - Parameters:
  ///   - cookies: the values of all `Cookie` headers.
  ///   - isSecure: whether the client came by https, whose cookie has another name.
  public init(authorization: String?, cookies: [String], isSecure: Bool) {
    bearer = authorization.flatMap(Self.bearer)
    let name = SessionCookie.name(isSecure: isSecure)
    cookie = cookies.lazy.compactMap { Self.value(of: name, in: $0) }.first
  }

  private static func bearer(_ authorization: String) -> String? {
    let parts = authorization.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  /// The value of a cookie in one header.
  ///
  /// - Source: RFC 6265 §4.2.1.
  private static func value(of name: String, in header: String) -> String? {
    for pair in header.split(separator: ";") {
      let parts = pair.drop { $0 == " " }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0] == name { return String(parts[1]) }
    }
    return nil
  }
}
