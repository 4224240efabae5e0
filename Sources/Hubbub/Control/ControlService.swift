import Dispatch
import HubbubDomain
import Logging
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Answers `hubbub user …` beside the running server.
///
/// One after the other, on a thread of its own: orders are rare, and two of
/// them about one account are done in the order they came.
///
/// - Bounds: one at work, ``Limits/controlBacklog`` waiting.
struct ControlService: Service, CustomStringConvertible {
  private let folder: String
  private let desk: UserDesk
  private let logger: Logger
  /// Nil where the system has something against it: a server without it still serves.
  private let listener: CInt?

  /// Begins to listen, so that whoever finds the server also finds this; what
  /// comes is answered once it runs.
  init(folder: String, desk: UserDesk, logger: Logger) {
    (self.folder, self.desk, self.logger) = (folder, desk, logger)
    do { listener = try ControlSocket.listening(folder: folder) } catch {
      logger.error("accounts cannot be changed from outside", metadata: ["cause": "\(error)"])
      listener = nil
    }
  }

  var description: String { "control socket" }

  /// Answers until the server begins to end.
  func run() async throws {
    guard let listener else { return try await gracefulShutdown() }
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    DispatchQueue(label: "hubbub.control").async {
      answer(on: listener)
      end.finish()
    }
    // A cancellation ends it as well.
    do { try await gracefulShutdown() } catch { logger.info("cancelled") }
    unlink(ControlSocket.path(in: folder))
    shutdown(listener, CInt(SHUT_RDWR))  // which ends `accept`
    for await _ in ended {}
    close(listener)
  }

  /// Answers whoever calls, until nobody can any more.
  private func answer(on listener: CInt) {
    while true {
      let caller = accept(listener, nil, nil)
      if caller >= 0 {
        _ = fcntl(caller, F_SETFD, FD_CLOEXEC)
        answer(ControlSocket(descriptor: caller))
      } else if errno == EINVAL || errno == EBADF {
        return
      } else {
        // No file is free for it, perhaps; the caller waits as well.
        poll(nil, 0, 100)
      }
    }
  }

  private func answer(_ caller: borrowing ControlSocket) {
    guard caller.isOurs,
      let order = caller.receive(UserOrder.self, within: Limits.controlPatience)
    else { return logger.warning("an order could not be read") }
    let receipt = carryOut(order)
    logger.notice("an order was carried out", metadata: order.metadata(receipt))
    do { try caller.send(receipt) } catch {
      logger.warning("who gave an order did not wait", metadata: ["cause": "\(error)"])
    }
  }

  /// Waits for it: this thread has nothing else to do.
  private func carryOut(_ order: UserOrder) -> UserReceipt {
    let (desk, done, given) = (desk, DispatchSemaphore(value: 0), Given())
    Task {
      let receipt = await desk.carryOut(order)
      given.receipt.withLock { $0 = receipt }
      done.signal()
    }
    done.wait()
    guard let receipt = given.receipt.withLock({ $0 }) else {
      preconditionFailure("a receipt is given before it is signalled")
    }
    return receipt
  }

  private final class Given: Sendable {
    let receipt = Mutex<UserReceipt?>(nil)
  }
}

extension UserOrder {
  /// What the log tells of it: no password.
  fileprivate func metadata(_ receipt: UserReceipt) -> Logger.Metadata {
    let (deed, username) =
      switch self {
      case .add(let name, _, let role): ("add \(role.rawValue)", name)
      case .changePassword(let name, _): ("passwd", name)
      case .disable(let name): ("disable", name)
      case .enable(let name): ("enable", name)
      case .removeFactor(let name): ("factor-off", name)
      case .setRole(let name, let role): ("role \(role.rawValue)", name)
      }
    let became =
      switch receipt {
      case .done: "done"
      case .refused(let code, _, _): code
      }
    return ["order": "\(deed)", "username": "\(username)", "outcome": "\(became)"]
  }
}
