import HubbubActors
import HubbubDomain
import HubbubTesting
import Testing

/// A value that expectations may change.
private final class Held {
  private var devices = Devices()

  var count: Int { devices.count }

  func attach(_ socket: SocketID, of session: SessionID) -> Bool {
    devices.attach(socket, of: session, as: .member) == nil
  }

  @discardableResult
  func detach(_ socket: SocketID) -> Bool { devices.detach(socket) }

  func refusal(ofLate session: SessionID, as role: Role = .member) -> CloseCode? {
    devices.attach(.make(), of: session, as: role)
  }

  func suspend() -> [SocketID] { devices.suspend() }

  func resume() { devices.resume() }

  func take(_ role: Role) -> [SocketID] { devices.take(role) }

  func end(_ session: SessionID) -> [SocketID] { devices.end(session) }
}

@Suite struct DevicesTests {
  private let phone = SessionID.make()
  private let laptop = SessionID.make()

  @Test func `ending a session gives exactly its sockets`() {
    let devices = Held()
    let sockets = (0..<4).map { _ in SocketID.make() }
    #expect(devices.attach(sockets[0], of: phone))
    #expect(devices.attach(sockets[1], of: laptop))
    #expect(devices.attach(sockets[2], of: phone))
    #expect(devices.attach(sockets[3], of: phone))
    devices.detach(sockets[2])
    #expect(devices.count == 3)
    #expect(Set(devices.end(phone)) == [sockets[0], sockets[3]])
    #expect(devices.count == 1)
    #expect(devices.end(phone).isEmpty)
    #expect(devices.end(laptop) == [sockets[1]])
    #expect(devices.count == 0)
  }

  @Test func `a late socket of an ended session is turned away`() {
    let devices = Held()
    #expect(devices.end(phone).isEmpty)
    #expect(!devices.attach(.make(), of: phone))
    #expect(devices.count == 0)
    #expect(devices.attach(.make(), of: laptop))
  }

  @Test func `the last 64 ended sessions are remembered, and no more`() {
    let devices = Held()
    let sessions = (0..<65).map { _ in SessionID.make() }
    for session in sessions.prefix(64) { _ = devices.end(session) }
    for session in sessions.prefix(64) { #expect(!devices.attach(.make(), of: session)) }
    _ = devices.end(sessions[64])
    #expect(devices.attach(.make(), of: sessions[0]))
    for session in sessions.dropFirst() { #expect(!devices.attach(.make(), of: session)) }
  }

  @Test func `forgetting a socket that is not there does no harm`() {
    let devices = Held()
    #expect(devices.attach(.make(), of: phone))
    #expect(!devices.detach(.make()))
    #expect(devices.count == 1)
  }

  @Test func `a suspended person has no socket and gets none until they are let in again`() {
    let devices = Held()
    let sockets = [SocketID.make(), .make()]
    #expect(devices.attach(sockets[0], of: phone))
    #expect(devices.attach(sockets[1], of: laptop))
    #expect(devices.suspend() == sockets)
    #expect(devices.count == 0)
    #expect(devices.refusal(ofLate: phone) == .suspended)
    devices.resume()
    #expect(devices.refusal(ofLate: phone) == nil)
  }

  @Test func `another role closes every socket, and those that come late with the old one`() {
    let devices = Held()
    let socket = SocketID.make()
    #expect(devices.attach(socket, of: phone))
    #expect(devices.take(.admin) == [socket])
    #expect(devices.refusal(ofLate: phone, as: .member) == .roleChanged)
    #expect(devices.refusal(ofLate: phone, as: .admin) == nil)
  }
}
