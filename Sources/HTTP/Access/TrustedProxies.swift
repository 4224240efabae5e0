public import HubbubAccounts

/// The proxies before us whose word counts about where a client is.
public struct TrustedProxies: Equatable, Sendable {
  private struct Network: Equatable, Sendable {
    let address: ClientAddress
    let bits: Int
  }

  private let networks: [Network]

  /// Nobody: what clients say about themselves does not count.
  public static let none = TrustedProxies(networks: [])

  /// Reads `127.0.0.1, 10.0.0.0/8, fd00::/8`; nil when a part is no address or network.
  public init?(_ text: String) {
    var networks: [Network] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
      guard let network = Self.network(part) else { return nil }
      networks.append(network)
    }
    self.networks = networks
  }

  private init(networks: [Network]) { self.networks = networks }

  /// Where the client is: the last address that no trusted proxy has.
  ///
  /// - Parameters:
  ///   - peer: the other end of the connection.
  ///   - forwardedFor: the values of all `X-Forwarded-For` headers, in order.
  public func client(peer: ClientAddress?, forwardedFor: [String]) -> ClientAddress? {
    guard let peer, trusts(peer) else { return peer }
    let hops = forwardedFor.flatMap { $0.split(separator: ",") }
    var client = peer
    for hop in hops.reversed() {
      // What is no address was not written by a proxy of ours: the last known hop counts.
      guard let address = ClientAddress(String(hop.filter { !$0.isWhitespace })) else { break }
      client = address
      if !trusts(address) { break }
    }
    return client
  }

  /// Whether the client came by https, as the proxy next to us says.
  public func isSecure(peer: ClientAddress?, forwardedProto: String?) -> Bool {
    guard let peer, trusts(peer) else { return false }
    return forwardedProto?.lowercased() == "https"
  }

  private func trusts(_ address: ClientAddress) -> Bool {
    networks.contains { address.isWithin($0.address, bits: $0.bits) }
  }

  private static func network(_ text: Substring) -> Network? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let address = ClientAddress(String(first))
    else { return nil }
    // IPv4 lives in the last 32 of 128 bits.
    let ahead = address.isVersion4 ? 96 : 0
    guard parts.count == 2 else { return Network(address: address, bits: 128) }
    guard let bits = Int(parts[1]), (0...(128 - ahead)).contains(bits) else { return nil }
    return Network(address: address, bits: ahead + bits)
  }
}
