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
    waiting.append(question)
    goOn()
  }

  /// Carries out what waits, as far as its order allows.
  func goOn() {
    guard phase == .started else { return }
    while true {
      while let question = waiting.next(of: user.id) {
        if let addressee = question.command.addressee(of: user.id) { waiting.send(to: addressee) }
        hub.perform(question, for: self)
      }
      guard waiting.count > 0, !waiting.isBarred else { return }
      waiting.isBarred = true
      if awaitsDecisions() { return }
      waiting.pass()
    }
  }

  /// Asks the actor that was last asked to say when it has decided all that;
  /// false when it has already.
  private func awaitsDecisions() -> Bool {
    guard let addressee = waiting.addressee else { return false }
    return hub.supervisor.whenDecided(addressee) { [self] in
      // Not by a parcel: a busy loop's rest is for what it sends.
      shard.loop.execute {
        self.waiting.pass()
        self.goOn()
        self.noteIfAnswered()
      }
    }
  }
}
