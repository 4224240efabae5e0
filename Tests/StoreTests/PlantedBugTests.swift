import HubbubTesting
import Testing

/// A suite that finds nothing proves nothing: each bug that is planted must
/// be found.
@Suite struct PlantedBugTests {
  @Test(arguments: PlantedBug.allCases)
  func `the conformance suite finds a planted bug`(_ bug: PlantedBug) async {
    var finders: [String] = []
    for check in StoreConformance.all {
      let violations = await check.violations(of: BrokenStore(bug))
      if !violations.isEmpty { finders.append(check.promise) }
    }
    #expect(!finders.isEmpty)
    // One bug does not break everything: what fails points at it.
    #expect(finders.count < StoreConformance.all.count / 2, "\(finders)")
    print("\(bug): found by \(finders)")
  }
}
