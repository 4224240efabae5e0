import HubbubActors
import HubbubDomain
import HubbubTesting
import Synchronization
import Testing

/// A letter that is a number.
private enum Note: Letter {
  /// May be refused.
  case wish(Int)
  /// Must be known.
  case fact(Int)

  var isRefusable: Bool { if case .wish = self { true } else { false } }

  func refuse(_ refusal: Refusal) {}
}

/// What was taken out, in order.
private final class Taken: Sendable {
  private let state = Mutex<[Int]>([])

  var numbers: [Int] { state.withLock { $0 } }

  func add(_ numbers: [Int]) { state.withLock { $0 += numbers } }
}

@Suite struct MailboxTests {
  private typealias Box = Mailbox<Note>

  @Test func `what was posted first is taken first`() {
    let box = Box()
    let event = Event(topic: .feed, seq: 1, body: .skip)
    let items: [MailboxItem<Note>] = [
      .letter(.wish(1)), .event(event), .reminder, .letter(.fact(2)), .letter(.wish(3)),
    ]
    #expect(items.map { box.post($0) } == Array(repeating: .queued, count: 5))
    #expect(box.depth == 5)
    #expect(box.takeAll().map(\.name) == ["wish 1", "event", "reminder", "fact 2", "wish 3"])
    #expect(box.depth == 0)
  }

  @Test func `events may wait for the next letter, sixteen of them and no more`() throws {
    let box = Box()
    #expect(box.restsIfEmpty())  // awake, and idle
    let event = MailboxItem<Note>.event(Event(topic: .feed, seq: 1, body: .skip))
    for _ in 0..<Limits.waitingEvents { #expect(box.post(event, mayWait: true) == .queued) }
    #expect(box.post(event, mayWait: true) == .wakes)
    #expect(box.takeAll().count == Limits.waitingEvents + 1)
    #expect(box.restsIfEmpty())

    #expect(box.post(event, mayWait: true) == .queued)
    #expect(box.post(.letter(.wish(1)), mayWait: false) == .wakes)
    #expect(box.takeAll().map(\.name) == ["event", "wish 1"])
  }

  @Test func `events that wait do not keep an actor awake`() {
    let box = Box()
    #expect(box.restsIfEmpty())
    #expect(box.post(.event(Event(topic: .feed, seq: 1, body: .skip)), mayWait: true) == .queued)
    #expect(box.closeIfIdle())
    #expect(box.depth == 0)
    #expect(box.post(.letter(.wish(1))) == .closed)
  }

  @Test func `the 1,000th letter is taken and the 1,001st refused`() {
    let box = Box()
    let postings = (0..<1_001).map { box.post(.letter(.wish($0))) }
    #expect(postings.prefix(1_000).allSatisfy { $0 == .queued })
    #expect(postings.last == .full)
    #expect(box.depth == 1_000)
  }

  @Test func `what must be known is taken beyond the bound and takes nobody's place`() {
    let box = Box(bound: 2)
    #expect(box.post(.letter(.fact(1))) == .queued)
    #expect(box.post(.reminder) == .queued)
    #expect(box.post(.letter(.wish(2))) == .queued)
    #expect(box.post(.letter(.wish(3))) == .queued)
    #expect(box.post(.letter(.wish(4))) == .full)
    #expect(box.post(.letter(.fact(5))) == .queued)
    #expect(box.post(.event(Event(topic: .feed, seq: 1, body: .skip))) == .queued)
    #expect(
      box.takeAll().map(\.name) == ["fact 1", "reminder", "wish 2", "wish 3", "fact 5", "event"])
  }

  @Test func `an emptied mailbox takes as many letters again`() {
    let box = Box(bound: 1)
    #expect(box.post(.letter(.wish(1))) == .queued)
    #expect(box.post(.letter(.wish(2))) == .full)
    #expect(box.takeAll().count == 1)
    #expect(box.post(.letter(.wish(3))) == .queued)
    #expect(box.post(.letter(.wish(4))) == .full)
  }

  @Test func `of many who post into an idle mailbox exactly one wakes its actor`() async {
    for _ in 0..<50 {
      let box = Box()
      #expect(box.restsIfEmpty())
      let wakes = await withTaskGroup { group in
        for number in 0..<8 { group.addTask { box.post(.letter(.wish(number))) } }
        return await group.reduce(into: 0) { $0 += $1 == .wakes ? 1 : 0 }
      }
      #expect(wakes == 1)
    }
  }

  @Test func `whoever finds nothing leaves the next to wake`() {
    let box = Box()
    #expect(box.post(.letter(.wish(1))) == .queued)
    #expect(!box.takeAll().isEmpty)
    #expect(box.post(.letter(.wish(2))) == .queued)
    #expect(!box.takeAll().isEmpty)
    #expect(box.restsIfEmpty())
    #expect(box.post(.letter(.wish(3))) == .wakes)
    #expect(box.post(.letter(.wish(4))) == .queued)
  }

  @Test func `letters of each poster keep their order while many post at once`() async {
    let box = Box()
    #expect(box.restsIfEmpty())
    let taken = Taken()
    await withTaskGroup { group in
      for poster in 0..<4 {
        group.addTask {
          for number in 0..<2_000 {
            guard box.post(.letter(.fact(poster * 10_000 + number))) == .wakes else { continue }
            repeat { taken.add(box.takeAll().map(\.number)) } while !box.restsIfEmpty()
          }
        }
      }
    }
    let all = taken.numbers
    for poster in 0..<4 {
      let own = all.filter { $0 / 10_000 == poster }.map { $0 % 10_000 }
      #expect(own == Array(0..<2_000))
    }
  }

  @Test func `a closed mailbox gives back what waited and takes nothing`() {
    let box = Box()
    _ = box.post(.letter(.wish(1)))
    _ = box.post(.letter(.fact(2)))
    #expect(box.close().map(\.name) == ["wish 1", "fact 2"])
    #expect(box.post(.letter(.fact(3))) == .closed)
    #expect(box.restsIfEmpty())
    #expect(box.close().isEmpty)
  }

  @Test func `only an idle mailbox is closed for being idle`() {
    let box = Box()
    #expect(!box.closeIfIdle(), "somebody is about to empty it")
    #expect(box.restsIfEmpty())
    _ = box.post(.letter(.wish(1)))
    #expect(!box.closeIfIdle(), "it holds a letter")
    #expect(!box.takeAll().isEmpty)
    #expect(!box.closeIfIdle(), "its letter is being worked on")
    #expect(box.restsIfEmpty())
    #expect(box.closeIfIdle())
    #expect(box.post(.letter(.wish(2))) == .closed)
  }
}

extension MailboxItem<Note> {
  fileprivate var name: String {
    switch self {
    case .letter(.wish(let number)): "wish \(number)"
    case .letter(.fact(let number)): "fact \(number)"
    case .event: "event"
    case .reminder: "reminder"
    }
  }

  fileprivate var number: Int {
    switch self {
    case .letter(.wish(let number)), .letter(.fact(let number)): number
    case .event, .reminder: -1
    }
  }
}
