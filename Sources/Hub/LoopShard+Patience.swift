import HubbubDomain
import NIOCore

/// Telling what is in no hurry.
///
/// When thousands come online, each of their friends is to be told hundreds of times.
/// That gathers for ``Limits/presenceGather``, then a socket is written to once for
/// many, or sooner with whatever else goes out to it. A quarter of the loop's time goes
/// into it at most, a moment at a time: messages pass in between.
extension LoopShard {
  func mayWait(_ delivery: Delivery) -> Bool { patience > .zero && delivery.isPatient }

  /// Has a delivery offered in the next round, from any thread.
  func gather(_ delivery: Delivery) {
    if patient.add(delivery) { scheduleRound() }
  }

  private func scheduleRound() {
    loop.scheduleTask(in: patience) {
      self.patient.beginRound()
      self.goRound()
    }
  }

  private func goRound() {
    let began = NIODeadline.now()
    while NIODeadline.now() - began < Self.moment {
      if let delivery = patient.nextDelivery() {
        offer(delivery)
      } else if let socket = patient.nextSocket() {
        socket.flushPatient()
      } else {
        settleCounts()
        if patient.endRound() { scheduleRound() }
        return
      }
    }
    loop.assumeIsolated().scheduleTask(in: (NIODeadline.now() - began) * 3, goRound)
  }

  private static let moment = TimeAmount(Limits.answersTime)
}
