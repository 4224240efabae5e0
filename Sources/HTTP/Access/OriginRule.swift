/// Whether a request comes from our own pages.
///
/// - Source: contract §2 and §3; Fetch standard, `Origin` and `Sec-Fetch-Site`.
public struct OriginRule: Sendable {
  private let publicURL: WebOrigin?

  /// - Parameter publicURL: what we are called; nil for what the `Host` header says.
  public init(publicURL: WebOrigin?) { self.publicURL = publicURL }

  /// What a request says about where it comes from.
  public struct Claim: Equatable, Sendable {
    public let origin: String?
    public let fetchSite: String?
    public let referer: String?

    public init(origin: String?, fetchSite: String? = nil, referer: String? = nil) {
      self.origin = origin
      self.fetchSite = fetchSite
      self.referer = referer
    }
  }

  /// Whether a changing request may go on: it does not say that it comes from elsewhere.
  ///
  /// One that says nothing comes from no browser of this decade.
  public func allowsChange(_ claim: Claim, host: String?, isSecure: Bool) -> Bool {
    if let origin = claim.origin { return isOurs(origin, host: host, isSecure: isSecure) }
    if let site = claim.fetchSite { return site == "same-origin" || site == "none" }
    if let referer = claim.referer { return isOurs(referer, host: host, isSecure: isSecure) }
    return true
  }

  /// Whether a socket with a cookie may open: its `Origin` must be ours.
  ///
  /// Browsers always send one, and nothing else guards a socket.
  public func allowsSocket(origin: String?, host: String?, isSecure: Bool) -> Bool {
    origin.map { isOurs($0, host: host, isSecure: isSecure) } ?? false
  }

  private func isOurs(_ url: String, host: String?, isSecure: Bool) -> Bool {
    let ours = publicURL ?? host.flatMap { WebOrigin(authority: $0, isSecure: isSecure) }
    guard let ours else { return false }
    return WebOrigin(url) == ours
  }
}
