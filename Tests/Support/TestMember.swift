public import HubbubDomain
import HubbubStore

/// Somebody with an account and a socket that has started, as a test plays them.
public final class TestMember {
  public let user: User
  public let session: Session
  public let socket: TestSocket
  /// What was said that no answer was awaited for, oldest first.
  public private(set) var heard: [JSON] = []
  private var lastRef: Int64 = 0

  /// Makes an account, logs in and starts.
  public convenience init(_ name: String, on server: RunningServer) async throws {
    try await self.init(server.store.addUser(name), on: server)
  }

  /// Logs an account in once more and starts.
  public init(_ user: User, on server: RunningServer) async throws {
    self.user = user
    let token: String
    (session, token) = try await server.store.addSession(of: user)
    socket = try await server.socket(token: token)
    _ = try await socket.hear()  // hello
    _ = try await ask("\"op\":\"start\"")
  }

  /// Asks a command and gives what is `ok`; `null` where it was refused.
  public func ask(_ words: String) async throws -> JSON { try await answer(words).ok }

  /// Asks a command and gives its error; `null` where there is none.
  public func refused(_ words: String) async throws -> JSON { try await answer(words).error }

  /// The next event of that name, of those that no other call has taken.
  public func hear(_ name: String) async throws -> JSON {
    let name = JSON.string(name)
    if let place = heard.firstIndex(where: { $0.event == name }) { return heard.remove(at: place) }
    while true {
      let frame = try await socket.hear()
      if frame.event == name || frame == .null { return frame }
      heard.append(frame)
    }
  }

  private func answer(_ words: String) async throws -> JSON {
    lastRef += 1
    try await socket.say("{\"ref\":\(lastRef),\(words)}")
    while true {
      let frame = try await socket.hear()
      if frame.ref == .integer(lastRef) || frame == .null { return frame }
      heard.append(frame)
    }
  }
}
