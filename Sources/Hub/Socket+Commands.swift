import HubbubDomain
import NIOCore

/// Messages in, commands on their way.
///
/// - Isolation: its socket's loop.
extension Socket {
  var messageBytes: Int { phase == .greeted ? Limits.startBytes : Limits.messageBytes }
  var takesBinary: Bool { false }

  func receive(_ message: ByteBuffer, isBinary: Bool) {
    guard phase != .gone else { return }
    hub.counts.add(.commands)
    switch message.withUnsafeReadableBytes(Self.read) {
    case .success(let question): take(question, bytes: message.readableBytes)
    case .failure(let unreadable): refuse(unreadable.refusal, ref: unreadable.ref)
    }
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) -> Result<Question, Wire.Unreadable> {
    do throws(Wire.Unreadable) {
      return .success(try Wire.question(bytes))
    } catch {
      return .failure(error)
    }
  }

  private func take(_ question: Question, bytes: Int) {
    do throws(Refusal) {
      if case .start(let epoch, let since) = question.command {
        guard phase == .greeted else { throw .alreadyStarted }
        guard !hub.isDraining else { throw .unavailable }
        phase = .starting
        return hub.start(self, epoch: epoch, since: since, ref: question.ref)
      }
      guard bytes <= Limits.messageBytes else {
        return transport.close(.messageTooBig, reason: "Only a start may be this large.")
      }
      guard phase == .started || phase == .starting else { throw .notStarted }
      try admit(question)
    } catch {
      refuse(error, ref: question.ref)
    }
  }

  /// Has a command carried out in its turn, or says why not.
  private func admit(_ question: Question) throws(Refusal) {
    guard !hub.isDraining else { throw .unavailable }
    guard inFlight + waiting.count < Limits.commandsInFlight else { throw .busy }
    if hub.configuration.limitsRates { try person.ask(at: hub.clock.now()) }
    if phase == .started { hub.perform(question, for: self) } else { waiting.append(question) }
  }
}
