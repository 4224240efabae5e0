import FoundationEssentials

/// What of `GET /api/stats` is used here; a server may tell more, or less.
struct ServerStats: Decodable, Equatable {
  struct Hub: Decodable, Equatable {
    let deliveries: Int
    /// Send calls, each of which carries one socket's frames of one turn.
    let writes: Int
    /// Sockets that were closed with 4008.
    let slowConsumers: Int?
  }

  let hub: Hub

  static func read(_ json: Data) throws -> ServerStats {
    do { return try JSONDecoder().decode(ServerStats.self, from: json) } catch {
      throw Problem("the server's stats cannot be read: \(error)")
    }
  }
}
