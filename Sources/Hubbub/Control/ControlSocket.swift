import FoundationEssentials
import HubbubDomain

#if canImport(Glibc)
  import Glibc
#endif

/// One end of a line between `hubbub user …` and a running server: a Unix
/// socket, on which a request and its answer are a line of JSON each.
///
/// - Bounds: ``Limits/controlLineBytes`` a line, ``Limits/controlPatience`` for each of both.
/// - Isolation: one thread at a time; it blocks, so never an event loop's.
/// - Source: unix(7).
struct ControlSocket: ~Copyable {
  /// What the system has against it, by the call that said so.
  struct Fault: Error, CustomStringConvertible {
    let call: String
    let code = errno

    var description: String { "\(call): \(String(cString: strerror(code)))" }
  }

  private let descriptor: CInt

  /// Where the socket of a data folder is.
  static func path(in folder: String) -> String { folder + "/hubbub.sock" }

  init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Calls the server that owns a folder; nil where none listens.
  static func calling(folder: String) throws -> CInt? {
    let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    guard socket >= 0 else { throw Fault(call: "socket") }
    let code = try withAddress(in: folder) { connect(socket, $0, $1) }
    guard code == 0 else {
      close(socket)
      return nil
    }
    return socket
  }

  /// Begins to listen in a folder, in place of whoever ended without a word;
  /// to be called by who holds the folder's lock.
  static func listening(folder: String) throws -> CInt {
    unlink(path(in: folder))
    let socket = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
    guard socket >= 0 else { throw Fault(call: "socket") }
    do {
      // Before it has a name, so that nobody else ever finds it open.
      guard fchmod(socket, 0o600) == 0 else { throw Fault(call: "fchmod") }
      guard try withAddress(in: folder, { bind(socket, $0, $1) }) == 0 else {
        throw Fault(call: "bind")
      }
      guard listen(socket, Limits.controlBacklog) == 0 else { throw Fault(call: "listen") }
    } catch {
      close(socket)
      throw error
    }
    return socket
  }

  /// An address has room for 107 bytes, and a folder may be deeper: so it is
  /// named by a descriptor of the folder.
  ///
  /// - Source: proc(5), `/proc/self/fd`.
  private static func withAddress(
    in folder: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) throws -> CInt {
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw Fault(call: "open") }
    defer { close(directory) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      bytes.copyBytes(from: Array(path(in: "/proc/self/fd/\(directory)").utf8))
    }
    return withUnsafeBytes(of: &address) { bytes in
      guard let base = bytes.bindMemory(to: sockaddr.self).baseAddress else { return -1 }
      return body(base, socklen_t(bytes.count))
    }
  }

  /// Whether the other end is this user, or root.
  var isOurs: Bool {
    // `struct ucred`: process, user and group.
    var peer: [UInt32] = [0, .max, .max]
    var size = socklen_t(peer.count * MemoryLayout<UInt32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 else { return false }
    return peer[1] == geteuid() || peer[1] == 0
  }

  // MARK: - Lines

  /// Sends a value as a line.
  func send(_ value: some Encodable) throws {
    var line = try JSONEncoder().encode(value)
    line.append(UInt8(ascii: "\n"))
    var rest = line[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Fault(call: "send") }
      rest = rest.dropFirst(sent)
    }
  }

  /// The other end's line as a value; nil for what is none, is too long, or
  /// does not come in time.
  func receive<Value: Decodable>(_ type: Value.Type, within patience: Duration) -> Value? {
    let end = ContinuousClock.now + patience
    var line: [UInt8] = []
    while line.last != UInt8(ascii: "\n") {
      guard line.count <= Limits.controlLineBytes, isReadable(until: end) else { return nil }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return nil }
      line += bytes.prefix(count)
    }
    // What is no order of ours is answered by hanging up: we speak to ourselves alone.
    return try? JSONDecoder().decode(type, from: Data(line))
  }

  private func isReadable(until end: ContinuousClock.Instant) -> Bool {
    let (seconds, rest) = ContinuousClock.now.duration(to: end).components
    let milliseconds = seconds * 1_000 + rest / 1_000_000_000_000_000
    guard milliseconds > 0 else { return false }
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, CInt(clamping: milliseconds)) == 1
  }
}
