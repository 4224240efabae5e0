import HubbubDomain
import Testing

@testable import HubbubActors

/// A person and their clock, moved by hand.
private final class Scene {
  private(set) var now = Timestamp(milliseconds: 1_800_000_000_000)
  private(set) var told: [Presence] = []
  private(set) var touches: [PresenceRules.Touch] = []
  private(set) var lookAgainAt: Timestamp?
  private var rules = PresenceRules(idleAfter: .seconds(1_200), grace: .seconds(20))
  let row: LastSeen

  /// - Parameter row: what is stored of them.
  init(_ row: LastSeen? = nil) {
    let start = Timestamp(milliseconds: 1_800_000_000_000)
    self.row = row ?? LastSeen(activeAt: start, awayAt: start, isInvisible: false)
  }

  var start: Timestamp { Timestamp(milliseconds: 1_800_000_000_000) }
  var states: [PresenceState] { told.map(\.state) }

  func open() { happen { $0.attach(row, at: now) } }
  func close() { happen { $0.detach(at: now) } }
  func click() { happen { $0.act(at: now) } }
  func hide(_ isHidden: Bool = true) { happen { $0.setInvisible(isHidden, at: now) } }
  func farewell() -> PresenceRules.Touch? { rules.farewell(at: now) }

  /// Time goes by, and reminders come when they are due.
  func wait(_ time: Duration) {
    let end = now + time
    while let due = lookAgainAt, due <= end {
      now = due
      lookAgainAt = nil
      settle()
    }
    now = end
  }

  /// Time goes by, and nobody is reminded: the machine sleeps.
  func doze(_ time: Duration) { now = now + time }

  /// What was due meanwhile is reminded of now.
  func wakeUp() { settle() }

  private func happen(_ what: (inout PresenceRules) -> Void) {
    what(&rules)
    settle()
  }

  private func settle() {
    let deeds = rules.settle(at: now)
    if let shown = deeds.announcement { told.append(shown) }
    if let touch = deeds.touch { touches.append(touch) }
    lookAgainAt = deeds.lookAgainAt
  }
}

@Suite struct PresenceRulesTests {
  @Test func `who opens a socket after a login is online since then`() {
    let scene = Scene()
    scene.wait(.seconds(5))
    scene.open()
    #expect(scene.told == [Presence(.online, since: scene.start + .seconds(5))])
  }

  @Test func `who does nothing for 20 minutes is idle since the 20 minutes are over`() {
    let scene = Scene()
    scene.open()
    scene.wait(.seconds(60))
    scene.click()
    scene.wait(.seconds(1_199))
    #expect(scene.states == [.online])
    scene.wait(.seconds(1))
    #expect(scene.told.last == Presence(.idle, since: scene.start + .seconds(1_260)))
    scene.wait(.seconds(500))
    scene.click()
    #expect(scene.told.last == Presence(.online, since: scene.now))
    #expect(scene.states == [.online, .idle, .online])
  }

  @Test func `opening a socket is no activity`() {
    let scene = Scene()
    scene.wait(.seconds(5_000))
    scene.open()
    #expect(scene.told == [Presence(.idle, since: scene.now)])
    scene.click()
    scene.wait(.seconds(1))
    #expect(scene.states == [.idle, .online])
  }

  @Test func `closing one of two tabs changes nothing`() {
    let scene = Scene()
    scene.open()
    scene.open()
    scene.close()
    scene.wait(.seconds(600))
    #expect(scene.states == [.online])
    scene.close()
    let left = scene.now
    scene.wait(.seconds(19))
    #expect(scene.states == [.online])
    scene.wait(.seconds(1))
    #expect(scene.told.last == Presence(.offline, since: left))
  }

  @Test func `who comes back within the grace was never away`() {
    let scene = Scene()
    scene.open()
    for _ in 0..<5 {
      scene.close()
      scene.wait(.seconds(19))
      scene.open()
    }
    scene.wait(.seconds(60))
    #expect(scene.states == [.online])
    #expect(scene.touches == [])
  }

  @Test func `a click at 4 59 after the last written touch still counts`() {
    let scene = Scene()
    scene.open()
    scene.wait(.seconds(300))
    scene.click()
    #expect(scene.touches.map(\.activeAt) == [scene.start + .seconds(300)])
    scene.wait(.seconds(299))
    scene.click()
    #expect(scene.touches.count == 1)
    // The row has the click a second later, and the clock had it at once.
    scene.wait(.seconds(1))
    #expect(scene.touches.map(\.activeAt).last == scene.start + .seconds(599))
    scene.wait(.seconds(1_198))
    #expect(scene.states == [.online])
    scene.wait(.seconds(1))
    #expect(scene.told.last == Presence(.idle, since: scene.start + .seconds(1_799)))
  }

  @Test func `somebody busy costs the row one write in five minutes, and one when they go`() {
    let scene = Scene()
    scene.open()
    for _ in 0..<3_600 {
      scene.click()
      scene.wait(.seconds(1))
    }
    #expect((11...13).contains(scene.touches.count))
    let last = scene.now
    scene.click()
    scene.close()
    scene.wait(.seconds(20))
    #expect(scene.touches.last == .init(activeAt: last, awayAt: last, isSeen: true))
  }

  @Test func `after a restart the clock is the row's`() {
    let before = Scene()
    let row = LastSeen(
      activeAt: before.start + .seconds(-1_000), awayAt: before.start + .seconds(-9_000),
      isInvisible: false)
    #expect(row.presence == Presence(.offline, since: before.start + .seconds(-1_000)))
    let scene = Scene(row)
    scene.open()
    #expect(scene.told == [Presence(.online, since: scene.start)])
    scene.wait(.seconds(200))
    #expect(scene.told.last == Presence(.idle, since: scene.start + .seconds(200)))
  }

  @Test func `a machine that slept shows idle since it was so, not since it woke`() {
    let scene = Scene()
    scene.open()
    scene.doze(.seconds(7_200))
    scene.wakeUp()
    #expect(scene.told.last == Presence(.idle, since: scene.start + .seconds(1_200)))
    scene.close()
    scene.doze(.seconds(7_200))
    scene.open()
    #expect(scene.told.last == Presence(.idle, since: scene.now))
  }

  @Test func `invisible and offline look the same`() {
    let (gone, hidden) = (Scene(), Scene())
    for scene in [gone, hidden] {
      scene.open()
      scene.wait(.seconds(30))
      scene.click()
      scene.wait(.seconds(30))
    }
    gone.close()
    hidden.hide()
    for _ in 0..<100 {
      hidden.click()
      hidden.open()
      hidden.wait(.seconds(40))
      hidden.close()
      gone.wait(.seconds(40))
    }
    #expect(gone.told == hidden.told)
    #expect(gone.states == [.online, .offline])
    #expect(hidden.touches.compactMap(\.awayAt) == gone.touches.compactMap(\.awayAt))
  }

  @Test func `who is invisible from the start is never told of`() {
    let start = Timestamp(milliseconds: 1_800_000_000_000)
    let scene = Scene(LastSeen(activeAt: start, awayAt: start + .seconds(-50), isInvisible: true))
    scene.open()
    scene.click()
    scene.wait(.seconds(5_000))
    scene.click()
    scene.close()
    scene.wait(.seconds(60))
    #expect(scene.told == [])
    #expect(scene.touches.compactMap(\.awayAt) == [])
    #expect(scene.touches.last?.activeAt == start + .seconds(5_000))
  }

  @Test func `who shows themselves again is online since then`() {
    let scene = Scene()
    scene.open()
    scene.hide()
    scene.wait(.seconds(100))
    scene.hide(false)
    #expect(scene.told.last == Presence(.online, since: scene.start + .seconds(100)))
    scene.wait(.seconds(5))
    scene.hide()
    scene.wait(.seconds(5))
    scene.hide(false)
    scene.wait(.seconds(60))
    #expect(scene.states == [.online, .offline, .online])
  }

  @Test func `what was done unseen stays so until somebody sees them again`() {
    let scene = Scene()
    scene.open()
    scene.hide()
    scene.wait(.seconds(400))
    scene.click()
    scene.close()
    scene.hide(false)
    scene.wait(.seconds(400))
    #expect(!scene.touches.contains { $0.activeAt > scene.start && $0.isSeen })
    scene.open()
    #expect(scene.touches.last?.isSeen == true)
    #expect(scene.touches.last?.awayAt == nil)
  }

  @Test func `who flickers is told once a second, and how it ended always`() {
    let scene = Scene()
    var told = 0
    scene.open()
    for _ in 0..<100 {
      scene.hide()
      scene.doze(.seconds(21))
      scene.hide(false)
    }
    told = scene.told.count
    #expect(told <= 2 * 100 + 1)
    for _ in 0..<100 {
      scene.doze(.milliseconds(10))
      scene.click()
    }
    // The last of them may have waited for its second to be over.
    #expect(scene.told.count <= told + 1)
    #expect(scene.states.last == .online)
  }

  @Test func `a server that ends says the last word of who is here`() {
    let scene = Scene()
    scene.open()
    scene.wait(.seconds(10))
    scene.click()
    #expect(scene.farewell() == .init(activeAt: scene.now, awayAt: nil, isSeen: true))
    scene.close()
    let left = scene.now
    scene.wait(.seconds(5))
    #expect(scene.farewell() == .init(activeAt: left, awayAt: left, isSeen: true))
    #expect(scene.farewell() == nil)
  }

  @Test func `a clock that goes back does no harm`() {
    let scene = Scene()
    scene.open()
    scene.click()
    scene.doze(.seconds(-3_600))
    scene.click()
    scene.close()
    scene.wait(.seconds(20))
    #expect(scene.states.last == .offline)
  }
}
