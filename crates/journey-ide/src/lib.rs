//! What editors ask about journeys: pure functions over a snapshot, one file for each feature.
