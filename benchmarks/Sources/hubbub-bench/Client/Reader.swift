import CLinux
import Glibc

/// Reads the sockets that are upgraded, past NIO.
///
/// What NIO does around each read costs more than the read: with ten thousand
/// sockets half of what the load takes. So NIO opens, writes and closes them,
/// and this reads: one `epoll_wait` for many sockets, one `recv` for each, all
/// into one buffer that stays in the cache.
///
/// - Bounds: ``Limits/receiveBytes`` at once; a socket that sends more comes up again.
/// - Isolation: the worker's event loop.
final class Reader {
  private static let events = 512  // of one look; more come with the next

  private let epoll: CInt
  private let ready: UnsafeMutableBufferPointer<epoll_event>
  private let buffer: UnsafeMutableRawBufferPointer
  /// By descriptor.
  private var sockets: [ClientSocket?] = []

  init() throws {
    epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
    guard epoll >= 0 else { throw Problem.system("cannot make an epoll") }
    ready = .allocate(capacity: Self.events)
    buffer = .allocate(byteCount: Limits.receiveBytes, alignment: 64)
  }

  deinit {
    close(epoll)
    ready.deallocate()
    buffer.deallocate()
  }

  /// From now on `socket` is told what comes in on `descriptor`.
  func add(_ descriptor: CInt, _ socket: ClientSocket) {
    let place = Int(descriptor)
    if place >= sockets.count {
      sockets += [ClientSocket?](repeating: nil, count: place + 1 - sockets.count)
    }
    sockets[place] = socket
    var wanted = epoll_event()
    wanted.events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
    wanted.data.fd = descriptor
    guard epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &wanted) == 0 else {
      return socket.close()
    }
  }

  /// Nothing of it is read until it is added again.
  func pause(_ descriptor: CInt) {
    remove(descriptor)
    _ = epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, nil)
  }

  /// The descriptor is about to be closed, which takes it out of the epoll.
  func remove(_ descriptor: CInt) {
    if Int(descriptor) < sockets.count { sockets[Int(descriptor)] = nil }
  }

  /// Reads what is there, of as many sockets as one look shows.
  ///
  /// - Returns: whether there was any.
  func read() -> Bool {
    let count = epoll_wait(epoll, ready.baseAddress, CInt(Self.events), 0)
    guard count > 0 else { return false }
    for place in 0..<Int(count) { read(ready[place].data.fd) }
    return true
  }

  @inline(__always)
  private func read(_ descriptor: CInt) {
    while let socket = sockets[Int(descriptor)] {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
      guard count > 0 else {
        if count == 0 || errno != EAGAIN && errno != EINTR { socket.close() }
        return
      }
      socket.read(UnsafeRawBufferPointer(rebasing: buffer[..<count]), Monotonic.now)
      // Less than there was room for: it is empty, and the next bytes are told anew.
      if count < buffer.count { return }
    }
  }
}
