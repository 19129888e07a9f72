import './react-native-globals.ts';
import './suite.ts';
