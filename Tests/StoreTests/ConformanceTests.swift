import HubbubStore
import HubbubTesting
import Testing

/// What `Store` promises, of the store that serves and of the one in memory.
@Suite struct ConformanceTests {
  @Test(arguments: StoreConformance.all)
  func `the store on disk keeps its promises`(_ check: StoreCheck) async throws {
    let store = try temporaryStore()
    let violations = await check.violations(of: store)
    #expect(violations == [])
    try await store.close()
  }

  @Test(arguments: StoreConformance.all)
  func `the store in memory keeps its promises`(_ check: StoreCheck) async {
    let violations = await check.violations(of: MemoryStore())
    #expect(violations == [])
  }
}
